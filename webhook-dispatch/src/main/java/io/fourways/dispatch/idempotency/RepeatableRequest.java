package io.fourways.dispatch.idempotency;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
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
    static final String MADE = ATTRIBUTE + ".made";

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
        return tell(
                request,
                work -> KeyTable.answer(
                        transaction, work, status.value(), JsonMapper.shared().writeValueAsBytes(body.get())));
    }

    /**
     * Remembers likewise the message that the request makes, and nothing of what it says, which may be expunged: whoever makes
     * messages answers the request that is sent again, too, with what is there of {@link #madeBefore} then.
     */
    public static Mono<Void> made(DatabaseClient transaction, ServerRequest request, String message) {
        return tell(request, work -> KeyTable.made(transaction, work, message));
    }

    private static Mono<Void> tell(ServerRequest request, Function<RepeatableRequest, Mono<Void>> telling) {
        return Mono.justOrEmpty(request.attribute(ATTRIBUTE))
                .cast(RepeatableRequest.class)
                .flatMap(work -> telling.apply(work).doOnSuccess(written -> work.answered = true));
    }

    /** The message that this request has made when it was sent before. */
    public static Optional<String> madeBefore(ServerRequest request) {
        return request.attribute(MADE).map(String.class::cast);
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
