package io.fourways.gateway.read;

import io.fourways.gateway.access.Admission.Admitted;
import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.connection.OpenEnds;
import io.netty.channel.Channel;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A response that takes a place among the held connections until it has been written to its end, however long it goes on. */
record HeldResponse(ServerResponse response, Admitted place) implements ServerResponse {

    /** Keeps the place for as long as the response takes to come and to be written. */
    static Mono<ServerResponse> hold(Admitted place, Mono<ServerResponse> coming) {
        return coming.<ServerResponse>map(response -> new HeldResponse(response, place))
                .doOnError(failure -> place.release())
                .doOnCancel(place::release);
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        Channel channel = Connections.channel(exchange.getRequest());
        Admitted held = place; // is kept while the response goes on, and nothing else of this
        return response.writeTo(exchange, context)
                .doOnSuccess(written -> OpenEnds.whenEnded(channel, end -> held.release()))
                .doOnError(failure -> place.release())
                .doOnCancel(place::release);
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
