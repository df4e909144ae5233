/** Events of our own: written with what they tell of, brought onto the log in that order. */
@NullMarked
package io.fourways.dispatch.outbox;

import org.jspecify.annotations.NullMarked;
