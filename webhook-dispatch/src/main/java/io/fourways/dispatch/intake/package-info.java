/** From the log to messages: the work queue, what it is bound to, and what becomes of what cannot be worked on. */
@NullMarked
package io.fourways.dispatch.intake;

import org.jspecify.annotations.NullMarked;
