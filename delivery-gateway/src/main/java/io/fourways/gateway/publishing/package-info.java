/** What clients publish over a WebSocket: where they may, no faster than they may. */
@NullMarked
package io.fourways.gateway.publishing;

import org.jspecify.annotations.NullMarked;
