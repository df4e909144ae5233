/** The log as the gateway sees it: entries, the cursors that name them, and the shared window of the newest. */
@NullMarked
package io.fourways.gateway.log;

import org.jspecify.annotations.NullMarked;
