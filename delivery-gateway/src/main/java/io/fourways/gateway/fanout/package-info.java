/** From one window to many subscribers: each is a position, served on its own event loop. */
@NullMarked
package io.fourways.gateway.fanout;

import org.jspecify.annotations.NullMarked;
