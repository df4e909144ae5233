/** What dispatch has to say about itself: events for the log, and endpoints that it disables. */
@NullMarked
package io.fourways.dispatch.operational;

import org.jspecify.annotations.NullMarked;
