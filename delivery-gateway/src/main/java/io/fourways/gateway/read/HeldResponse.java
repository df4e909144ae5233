package io.fourways.gateway.read;

import io.fourways.gateway.access.Admission.Admitted;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A response that takes a place among the held connections until it has been written to its end. */
record HeldResponse(ServerResponse response, Admitted place) implements ServerResponse {

    /** Keeps the place for as long as the response takes to come and to be written. */
    static Mono<ServerResponse> hold(Admitted place, Mono<ServerResponse> coming) {
        return coming.<ServerResponse>map(response -> new HeldResponse(response, place))
                .doOnError(failure -> place.release())
                .doOnCancel(place::release);
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        return response.writeTo(exchange, context).doFinally(signal -> place.release());
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
