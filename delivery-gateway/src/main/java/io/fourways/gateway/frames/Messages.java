package io.fourways.gateway.frames;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Takes what comes over a WebSocket, one message at a time, on the connection's event loop. */
public interface Messages {

    /** A text message; the next one comes when the answer completes, and the connection closed when it fails. */
    Mono<Void> text(byte[] utf8);

    /** A binary message. */
    Mono<Void> binary();

    /** The connection, having been full, takes more. */
    void writable();

    /**
     * The connection takes no more, ever.
     *
     * @param reason why this side ends it; null when the client does, or has just gone
     */
    void gone(@Nullable CloseReason reason);
}
