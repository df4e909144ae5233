package io.fourways.dispatch.idempotency;

import io.fourways.dispatch.api.Rows;
import io.fourways.service.database.Database;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The keys that requests have come with, and what was answered. */
final class KeyTable {

    /** No request takes longer: one that has not been answered then was lost with whoever worked on it. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private static final String CLAIM = """
            INSERT INTO idempotency AS known (scope, key, request, created_at) VALUES (:scope, :key, :request, :now)
            ON CONFLICT (scope, key) DO UPDATE SET request = :request, status = NULL, answer = NULL, created_at = :now
            WHERE known.created_at < :forgotten OR known.status IS NULL AND known.created_at < :abandoned
            """;

    private static final String FIND =
            "SELECT request, status, answer FROM idempotency WHERE scope = :scope AND key = :key";

    private static final String ANSWER =
            "UPDATE idempotency SET status = :status, answer = :answer WHERE scope = :scope AND key = :key";

    private static final String RELEASE =
            "DELETE FROM idempotency WHERE scope = :scope AND key = :key AND status IS NULL";

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
        return database.inTransaction(client -> take(client, key, request)
                .flatMap(taken -> taken > 0 ? Mono.just(new Claim.Fresh()) : find(client, key, request)));
    }

    private Mono<Long> take(DatabaseClient client, IdempotencyKey key, byte[] request) {
        Instant now = clock.instant();
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
        return status == null ? new Claim.Busy() : new Claim.Answered(status, row.get("answer", byte[].class));
    }

    /** Remembers the answer. */
    Mono<Void> answer(IdempotencyKey key, int status, byte[] body) {
        return database.inTransaction(client -> client.sql(ANSWER)
                .bind("scope", key.scope())
                .bind("key", key.text())
                .bind("status", status)
                .bind("answer", body)
                .then());
    }

    /** Lets the key go: the request has failed, and may do better when it comes again. */
    Mono<Void> release(IdempotencyKey key) {
        return database.inTransaction(client -> client.sql(RELEASE)
                .bind("scope", key.scope())
                .bind("key", key.text())
                .then());
    }
}
