package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class BodyMemoryTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BodyMemory memory = new BodyMemory(DataSize.ofBytes(150));

    @Test
    void isSharedByAllRequestsAtWork() {
        Disposable atWork = request(100, Mono.never()).subscribe();
        assertThatThrownBy(() -> request(100, Mono.empty()).block(PATIENCE))
                .isInstanceOfSatisfying(ProblemException.class, full -> {
                    assertThat(full.getStatusCode().value()).isEqualTo(503);
                    assertThat(full.getHeaders().getFirst("Retry-After")).isEqualTo("1");
                });
        request(30, Mono.empty()).block(PATIENCE);
        atWork.dispose();
        request(100, Mono.empty()).block(PATIENCE);
    }

    @Test
    void isGivenBackHoweverARequestEnds() {
        for (int i = 0; i < 3; i++) {
            request(100, Mono.empty()).block(PATIENCE);
            assertThatThrownBy(() -> request(100, Mono.error(new IllegalStateException("Broken")))
                            .block(PATIENCE))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private Mono<ServerResponse> request(int size, Mono<Void> work) {
        ServerRequest request = ServerRequest.create(
                MockServerWebExchange.from(MockServerHttpRequest.post("/").body("x".repeat(size))), List.of());
        return memory.filter(request, it -> BodyMemory.read(it, DataSize.ofBytes(size))
                .flatMap(body -> work)
                .then(ServerResponse.noContent().build()));
    }
}
