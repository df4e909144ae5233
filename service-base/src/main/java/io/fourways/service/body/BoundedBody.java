package io.fourways.service.body;

import io.fourways.service.problem.Problems;
import java.util.function.UnaryOperator;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request's body as one array, up to a size; beyond it nothing more is read, whatever its length was said to be. */
public final class BoundedBody {

    private BoundedBody() {}

    /** Fails with a problem 413 beyond the limit. Empty when there is no body: an array of length 0. */
    public static Mono<byte[]> read(ServerRequest request, DataSize limit) {
        return read(request, limit, UnaryOperator.identity());
    }

    /** The same with something done to the chunks before they are joined. */
    public static Mono<byte[]> read(ServerRequest request, DataSize limit, UnaryOperator<Flux<DataBuffer>> chunks) {
        if (request.headers().contentLength().orElse(0) > limit.toBytes()) {
            return Mono.error(Problems.tooLarge(tooLarge(limit)));
        }
        return DataBufferUtils.join(chunks.apply(request.exchange().getRequest().getBody()), (int) limit.toBytes())
                .map(BoundedBody::toArray)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(DataBufferLimitException.class, over -> Problems.tooLarge(tooLarge(limit)));
    }

    private static byte[] toArray(DataBuffer joined) {
        try {
            byte[] body = new byte[joined.readableByteCount()];
            joined.read(body);
            return body;
        } finally {
            DataBufferUtils.release(joined);
        }
    }

    public static String tooLarge(DataSize limit) {
        return "At most " + limit.toBytes() + " bytes are taken";
    }
}
