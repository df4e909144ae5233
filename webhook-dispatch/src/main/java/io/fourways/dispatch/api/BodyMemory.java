package io.fourways.dispatch.api;

import io.fourways.service.body.BoundedBody;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The memory that the bodies of all requests at work may take together: a request that would take more is told to come back
 * (503), before its body is read any further. Safe for any thread.
 */
public final class BodyMemory implements ApiStep {

    private static final String ATTRIBUTE = BodyMemory.class.getName();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    BodyMemory(DataSize most) {
        this.most = most.toBytes();
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return Mono.defer(() -> {
            Share share = new Share();
            request.attributes().put(ATTRIBUTE, share);
            return next.handle(request).doFinally(end -> share.giveBack());
        });
    }

    /** A request's body, of a bounded size, within what is left of the memory. */
    public static Mono<byte[]> read(ServerRequest request, DataSize limit) {
        IntConsumer share =
                request.attribute(ATTRIBUTE).map(IntConsumer.class::cast).orElseThrow();
        return BoundedBody.read(request, limit, share);
    }

    @Override
    public int getOrder() {
        return MEMORY;
    }

    /** What one request has taken. */
    private final class Share implements IntConsumer {

        private final AtomicLong own = new AtomicLong();

        @Override
        public void accept(int bytes) {
            if (taken.addAndGet(bytes) > most) {
                taken.addAndGet(-bytes);
                throw full();
            }
            own.addAndGet(bytes);
        }

        private void giveBack() {
            taken.addAndGet(-own.getAndSet(0));
        }
    }

    private static ProblemException full() {
        return new ApiProblem(
                        HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Too much is being sent at once; send it again")
                .retryAfter(RETRY_AFTER);
    }
}
