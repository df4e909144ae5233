/** Work on many messages at once, in the background: recovering those that failed, replaying those that are missing. */
@NullMarked
package io.fourways.dispatch.task;

import org.jspecify.annotations.NullMarked;
