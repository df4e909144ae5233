/** The upgrade to WebSocket: whom it lets in, and which subprotocol is spoken. */
@NullMarked
package io.fourways.gateway.websocket;

import org.jspecify.annotations.NullMarked;
