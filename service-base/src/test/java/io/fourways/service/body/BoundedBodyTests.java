package io.fourways.service.body;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.problem.ProblemException;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class BoundedBodyTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final DataSize LIMIT = DataSize.ofBytes(10_000);
    private static final List<HttpMessageReader<?>> NO_READERS = List.of();

    private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);
    private final Queue<DataBuffer> sent = new ArrayDeque<>();
    private final List<Integer> live = new ArrayList<>();

    /** Notes with each chunk how many of those before it are still in memory. */
    private Flux<DataBuffer> chunks(int count, int size) {
        return Flux.range(0, count).map(i -> {
            live.add(live());
            DataBuffer chunk = buffers.wrap("x".repeat(size).getBytes(US_ASCII));
            sent.add(chunk);
            return chunk;
        });
    }

    private int live() {
        return (int) sent.stream()
                .filter(chunk -> ((NettyDataBuffer) chunk).getNativeBuffer().refCnt() > 0)
                .count();
    }

    private static ServerRequest request(Flux<DataBuffer> chunks) {
        MockServerHttpRequest request = MockServerHttpRequest.post("/").body(chunks);
        return ServerRequest.create(MockServerWebExchange.from(request), NO_READERS);
    }

    @Test
    void keepsNoChunk() {
        StepVerifier.create(BoundedBody.read(request(chunks(2_500, 1)), LIMIT))
                .assertNext(body -> assertThat(body).asString().isEqualTo("x".repeat(2_500)))
                .expectComplete()
                .verify(PATIENCE);

        assertThat(live).hasSize(2_500).containsOnly(0);
        assertThat(live()).isZero();
    }

    @Test
    void isRefusedBeyondTheLimitWithNothingLeftInMemory() {
        StepVerifier.create(BoundedBody.read(request(chunks(5, 2_001)), LIMIT))
                .expectErrorSatisfies(problem -> assertThat(
                                ((ProblemException) problem).getStatusCode().value())
                        .isEqualTo(413))
                .verify(PATIENCE);

        assertThat(live()).isZero();
    }

    @Test
    void isTakenUpToTheLimit() {
        StepVerifier.create(BoundedBody.read(request(chunks(10, 1_000)), LIMIT))
                .assertNext(body -> assertThat(body).hasSize(10_000))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void isAnEmptyArrayWhenThereIsNone() {
        StepVerifier.create(BoundedBody.read(request(Flux.empty()), LIMIT))
                .assertNext(body -> assertThat(body).isEmpty())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void asksForAllTheMemoryThatItTakes() {
        List<Integer> asked = new ArrayList<>();
        StepVerifier.create(BoundedBody.read(request(chunks(9_001, 1)), LIMIT, asked::add))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);

        assertThat(asked).containsExactly(1024, 1024, 2048, 4096, 10_000 - 8192);
    }

    @Test
    void takesNoMemoryThatIsRefused() {
        StepVerifier.create(BoundedBody.read(request(chunks(5_000, 1)), LIMIT, bytes -> {
                    if (bytes > 1024) {
                        throw new IllegalStateException("none left");
                    }
                }))
                .expectErrorMessage("none left")
                .verify(PATIENCE);

        assertThat(live).as("chunks read").hasSize(2049);
        assertThat(live()).isZero();
    }
}
