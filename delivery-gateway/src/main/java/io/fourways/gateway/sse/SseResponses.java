package io.fourways.gateway.sse;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The head of every event stream, however short. */
final class SseResponses {

    private SseResponses() {}

    static ServerResponse.BodyBuilder head() {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-cache, no-transform")
                .header("X-Accel-Buffering", "no")
                .header("Vary", "Accept, Authorization, Cookie, Origin");
    }
}
