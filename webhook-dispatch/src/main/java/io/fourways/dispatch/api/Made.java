package io.fourways.dispatch.api;

import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What a request has made, or what was there already.
 *
 * @param isNew whether it was made: 201, else 200
 */
public record Made<T>(T value, boolean isNew) {

    public <V> Made<V> map(Function<? super T, V> view) {
        return new Made<>(view.apply(value), isNew);
    }

    public static Mono<ServerResponse> answer(Made<?> made) {
        return ServerResponse.status(made.isNew ? HttpStatus.CREATED : HttpStatus.OK)
                .bodyValue(made.value);
    }
}
