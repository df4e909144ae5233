/** WebSocket, with both subprotocols. */
@NullMarked
package io.fourways.gateway.websocket;

import org.jspecify.annotations.NullMarked;
