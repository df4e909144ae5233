/** An open WebSocket beneath its messages: frames, turns, and closing so that the client learns why. */
@NullMarked
package io.fourways.gateway.frames;

import org.jspecify.annotations.NullMarked;
