/** What is known of each channel: that it is there, its rates and sizes. */
@NullMarked
package io.fourways.gateway.channels;

import org.jspecify.annotations.NullMarked;
