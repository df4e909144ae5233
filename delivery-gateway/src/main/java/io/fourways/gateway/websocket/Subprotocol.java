package io.fourways.gateway.websocket;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is spoken over a WebSocket (RFC 6455, 1.9).
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/websockets-protocol-binding.md">The
 *     CloudEvents binding</a>
 */
enum Subprotocol {
    /** Events and control frames. */
    FOURWAYS("fourways.v1"),
    /** Events only: the CloudEvents binding. */
    CLOUDEVENTS("cloudevents.json");

    private final String token;

    Subprotocol(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }

    /** What to speak with a client that offers these: the binding only where it is all that both sides know. */
    static Subprotocol of(List<String> offered) {
        return !FOURWAYS.isAmong(offered) && CLOUDEVENTS.isAmong(offered) ? CLOUDEVENTS : FOURWAYS;
    }

    /** Whether a client that offers these has named it; a header field may come in several lines (RFC 6455, 11.3.4). */
    boolean isAmong(List<String> offered) {
        return offered.stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .anyMatch(token::equals);
    }
}
