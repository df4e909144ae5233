package io.fourways.dispatch.idempotency;

import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request with an {@code Idempotency-Key} that is at work. Whoever does what it asks for in one transaction puts its answer
 * into that, too: then neither is there without the other, whatever dies, and whatever the caller gets to hear of it.
 */
public final class RepeatableRequest {

    static final String ATTRIBUTE = RepeatableRequest.class.getName();

    private final IdempotencyKey key;
    private final Instant since;
    private volatile boolean answered;

    /** @param since when it took the key, which tells it from whoever takes the key after it */
    RepeatableRequest(IdempotencyKey key, Instant since) {
        this.key = key;
        this.since = since;
    }

    /**
     * Remembers within the transaction what is going to be answered when it is committed. Does nothing for a request without a
     * key. Fails when another request has taken the key meanwhile: then the transaction must not be committed.
     *
     * @param body becomes JSON; asked for only with a key
     */
    public static Mono<Void> answer(
            DatabaseClient transaction, ServerRequest request, HttpStatus status, Supplier<?> body) {
        return Mono.justOrEmpty(request.attribute(ATTRIBUTE))
                .cast(RepeatableRequest.class)
                .flatMap(work -> KeyTable.answer(
                                transaction,
                                work,
                                status.value(),
                                JsonMapper.shared().writeValueAsBytes(body.get()))
                        .doOnSuccess(written -> work.answered = true));
    }

    IdempotencyKey key() {
        return key;
    }

    Instant since() {
        return since;
    }

    /** Whether the answer was put into the transaction; if the request has succeeded, that was committed. */
    boolean isAnswered() {
        return answered;
    }
}
