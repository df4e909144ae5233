/** Lively channels to look at and try things on; active with the profile {@code samples}. */
@NullMarked
package io.fourways.producer.samples;

import org.jspecify.annotations.NullMarked;
