package io.fourways.gateway.poll;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A response with a page, which lets go of the page however it ends: it may do so without a body having been asked for. */
record PageResponse(ServerResponse response, PollAnswer answer, PollMetrics metrics, PollMemory memory)
        implements ServerResponse {

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> begins(exchange)));
        return response.writeTo(exchange, context).doFirst(answer::begins).doFinally(signal -> answer.ends());
    }

    private void begins(ServerWebExchange exchange) {
        metrics.answered(answer, exchange.getResponse());
        memory.answers(answer.request(), exchange.getResponse().getHeaders());
    }

    @Override
    public HttpStatusCode statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public MultiValueMap<String, ResponseCookie> cookies() {
        return response.cookies();
    }
}
