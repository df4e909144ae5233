/** Takes events in over HTTP and publishes them to the log. */
@NullMarked
package io.fourways.producer;

import org.jspecify.annotations.NullMarked;
