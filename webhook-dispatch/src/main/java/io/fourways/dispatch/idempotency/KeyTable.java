package io.fourways.dispatch.idempotency;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Rows;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The keys that requests have come with, and what was answered. */
final class KeyTable {

    /** No request takes longer: one that has not been answered then was lost with whoever worked on it. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final String CLAIM = """
            INSERT INTO idempotency AS known (scope, key, request, created_at) VALUES (:scope, :key, :request, :now)
            ON CONFLICT (scope, key) DO UPDATE SET request = :request, status = NULL, answer = NULL, made = NULL,
                created_at = :now
            WHERE known.created_at < :forgotten OR known.status IS NULL AND known.created_at < :abandoned
            """;

    private static final String FIND =
            "SELECT request, status, answer, made FROM idempotency WHERE scope = :scope AND key = :key";

    /** Whether a request still has its key: nobody has taken it over, or answered. */
    private static final String MINE =
            " WHERE scope = :scope AND key = :key AND created_at = :since AND status IS NULL";

    private static final String ANSWER = "UPDATE idempotency SET status = :status, answer = :answer" + MINE;

    private static final String MADE = "UPDATE idempotency SET status = 202, made = :message" + MINE;

    private static final String RELEASE = "DELETE FROM idempotency" + MINE;

    private final Database database;
    private final Clock clock;
    private final Duration remembered;

    /** @param remembered how long an answer is given again */
    KeyTable(Database database, Clock clock, Duration remembered) {
        this.database = database;
        this.clock = clock;
        this.remembered = remembered;
    }

    /** Takes the key, unless it is taken. */
    Mono<Claim> claim(IdempotencyKey key, byte[] request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTransaction(client -> take(client, key, request, now)
                .flatMap(taken -> taken > 0 ? Mono.just(new Claim.Fresh(now)) : find(client, key, request)));
    }

    private Mono<Long> take(DatabaseClient client, IdempotencyKey key, byte[] request, Instant now) {
        return client.sql(CLAIM)
                .bind("scope", key.scope())
                .bind("key", key.text())
                .bind("request", request)
                .bind("now", Rows.value(now))
                .bind("forgotten", Rows.value(now.minus(remembered)))
                .bind("abandoned", Rows.value(now.minus(ABANDONED)))
                .fetch()
                .rowsUpdated();
    }

    private static Mono<Claim> find(DatabaseClient client, IdempotencyKey key, byte[] request) {
        return client.sql(FIND)
                .bind("scope", key.scope())
                .bind("key", key.text())
                .map(row -> known(row, request))
                .one()
                .defaultIfEmpty(new Claim.Busy());
    }

    private static Claim known(Readable row, byte[] request) {
        if (!Arrays.equals(Rows.required(row, "request", byte[].class), request)) {
            return new Claim.Misused();
        }
        Integer status = row.get("status", Integer.class);
        String made = row.get("made", String.class);
        if (made != null) {
            return new Claim.Made(made);
        }
        return status == null ? new Claim.Busy() : new Claim.Answered(status, row.get("answer", byte[].class));
    }

    /** Remembers the answer within the transaction of the client given; fails when the request has its key no longer. */
    static Mono<Void> answer(DatabaseClient client, RepeatableRequest work, int status, byte[] body) {
        return told(mine(client.sql(ANSWER), work).bind("status", status).bind("answer", body));
    }

    /** Remembers likewise which message the answer tells of. */
    static Mono<Void> made(DatabaseClient client, RepeatableRequest work, String message) {
        return told(mine(client.sql(MADE), work).bind("message", message));
    }

    private static Mono<Void> told(GenericExecuteSpec statement) {
        return statement
                .fetch()
                .rowsUpdated()
                .filter(told -> told > 0)
                .switchIfEmpty(Mono.error(KeyTable::busy))
                .then();
    }

    /** The same in a transaction of its own. */
    Mono<Void> answer(RepeatableRequest work, int status, byte[] body) {
        return database.inTransaction(client -> answer(client, work, status, body));
    }

    /** Lets the key go, unless the answer is there: the request has failed, and may do better when it comes again. */
    Mono<Void> release(RepeatableRequest work) {
        return database.inTransaction(client -> mine(client.sql(RELEASE), work).then());
    }

    private static GenericExecuteSpec mine(GenericExecuteSpec statement, RepeatableRequest work) {
        return statement
                .bind("scope", work.key().scope())
                .bind("key", work.key().text())
                .bind("since", Rows.value(work.since()));
    }

    /** What is told to a request whose key another one has: nobody knows yet what will be answered, so ask again. */
    static ProblemException busy() {
        return new ApiProblem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "The first request with this key is still at work; send it again")
                .retryAfter(RETRY_AFTER);
    }
}
