package io.fourways.dispatch.idempotency;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes the body of an answer instead of sending it. */
final class Capture extends ServerHttpResponseDecorator {

    private byte[] body = new byte[0];

    Capture(ServerHttpResponse response) {
        super(response);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> buffers) {
        return DataBufferUtils.join(Flux.from(buffers)).doOnNext(this::take).then();
    }

    private void take(DataBuffer buffer) {
        body = new byte[buffer.readableByteCount()];
        buffer.read(body);
        DataBufferUtils.release(buffer);
    }

    @Override
    public Mono<Void> setComplete() {
        return Mono.empty();
    }

    byte[] body() {
        return body;
    }
}
