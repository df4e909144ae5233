package io.fourways.service.body;

import io.fourways.service.problem.Problems;
import java.util.function.IntConsumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/**
 * A request's body as one array, up to a size; beyond it nothing more is read, whatever its length was said to be. Each
 * chunk is copied and released as it comes, so that a body in chunks of one byte takes no more memory than another.
 */
public final class BoundedBody {

    private BoundedBody() {}

    /** Fails with a problem 413 beyond the limit, 400 when the client goes before its end. Empty when there is no body: an array of length 0. */
    public static Mono<byte[]> read(ServerRequest request, DataSize limit) {
        return read(request, limit, bytes -> {});
    }

    /**
     * The same, asking before it takes memory.
     *
     * @param memory told how many bytes more are going to be taken, by one thread at a time; what it throws is what
     *               reading fails with
     */
    public static Mono<byte[]> read(ServerRequest request, DataSize limit, IntConsumer memory) {
        if (request.headers().contentLength().orElse(0) > limit.toBytes()) {
            return Mono.error(Problems.tooLarge(tooLarge(limit)));
        }
        return request.exchange()
                .getRequest()
                .getBody()
                .collect(() -> new GrowingBytes((int) limit.toBytes(), memory), GrowingBytes::take)
                .map(GrowingBytes::toArray)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .onErrorMap(DisconnectedClientHelper::isClientDisconnectedException, gone -> Problems.aborted())
                .onErrorMap(DataBufferLimitException.class, over -> Problems.tooLarge(tooLarge(limit)));
    }

    public static String tooLarge(DataSize limit) {
        return "At most " + limit.toBytes() + " bytes are taken";
    }
}
