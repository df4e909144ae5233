/** What is known of each channel: rates and sizes, and the advice that follows. */
@NullMarked
package io.fourways.gateway.channels;

import org.jspecify.annotations.NullMarked;
