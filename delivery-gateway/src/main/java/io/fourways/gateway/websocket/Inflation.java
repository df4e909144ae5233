package io.fourways.gateway.websocket;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Agrees to inflate what clients send: up to so many bytes a frame, which Reactor Netty's own would not bound, and each
 * message by itself, so that nothing is kept between messages. A server may demand that though it was not offered.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.1.1.2">RFC 7692, client_no_context_takeover</a>
 */
final class Inflation implements WebSocketServerExtensionHandshaker {

    private static final int LEVEL = 6;
    private static final int WINDOW_BITS = 15;

    private final PerMessageDeflateServerExtensionHandshaker deflate;

    /** @param maxBytes how long a frame may become */
    Inflation(int maxBytes) {
        deflate = new PerMessageDeflateServerExtensionHandshaker(LEVEL, true, WINDOW_BITS, true, true, maxBytes);
    }

    @Override
    public @Nullable WebSocketServerExtension handshakeExtension(WebSocketExtensionData offer) {
        Map<String, @Nullable String> parameters = new HashMap<>(offer.parameters());
        parameters.put("client_no_context_takeover", null);
        return deflate.handshakeExtension(new WebSocketExtensionData(offer.name(), parameters));
    }
}
