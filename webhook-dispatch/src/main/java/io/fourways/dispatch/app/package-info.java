/** Apps: whom messages are sent to, and which channels of the log become their messages. */
@NullMarked
package io.fourways.dispatch.app;

import org.jspecify.annotations.NullMarked;
