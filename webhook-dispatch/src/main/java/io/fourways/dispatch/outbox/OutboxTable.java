package io.fourways.dispatch.outbox;

import static java.util.Objects.requireNonNull;

import io.fourways.contract.Event;
import io.fourways.contract.EventJson;
import io.fourways.service.database.ByteaArray;
import io.fourways.service.database.Pending;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table of events that wait, in statements. Each belongs to the transaction of the client given. */
final class OutboxTable {

    private static final String WRITE =
            "INSERT INTO outbox (created_at, event) SELECT :now, event FROM unnest(:events) AS e (event)";

    private static final String TAKE_TURN = "SELECT pg_try_advisory_xact_lock(hashtextextended('fourways.outbox', 0))";

    /** Sizes are known without reading what is large; one that is larger than all may be goes alone. */
    private static final String NEXT = """
            SELECT id, event FROM (
                SELECT *, sum(octet_length(event)) OVER (ORDER BY id) - octet_length(event) AS before
                FROM (SELECT * FROM outbox ORDER BY id LIMIT :batch) AS first_ones) AS sized
            WHERE before < :size ORDER BY id
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (:ids)";

    private static final String WAITING =
            "SELECT count(*), min(created_at) FROM (SELECT created_at FROM outbox ORDER BY id LIMIT :limit) AS oldest";

    private OutboxTable() {}

    static Mono<Void> write(DatabaseClient client, Instant now, List<Event> events) {
        return client.sql(WRITE)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind(
                        "events",
                        new ByteaArray(events.stream().map(EventJson::encode).toList()))
                .then();
    }

    /** Whether it is this transaction's turn: the order is kept by one at a time. */
    static Mono<Boolean> takeTurn(DatabaseClient client) {
        return client.sql(TAKE_TURN)
                .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                .one();
    }

    /** The oldest, in order. */
    static Mono<List<Row>> next(DatabaseClient client, int batch, long size) {
        return client.sql(NEXT)
                .bind("batch", batch)
                .bind("size", size)
                .map(OutboxTable::row)
                .all()
                .collectList();
    }

    private static Row row(Readable row) {
        return new Row(
                requireNonNull(row.get("id", Long.class)),
                EventJson.decode(requireNonNull(row.get("event", byte[].class))));
    }

    static Mono<Void> delete(DatabaseClient client, List<Row> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : client.sql(DELETE)
                        .bind("ids", rows.stream().map(Row::id).toArray(Long[]::new))
                        .then();
    }

    /** What waits, counted up to the limit. */
    static Mono<Pending> waiting(DatabaseClient client, int limit) {
        return client.sql(WAITING)
                .bind("limit", limit)
                .map(row -> new Pending(requireNonNull(row.get(0, Long.class)), row.get(1, OffsetDateTime.class)))
                .one();
    }

    /** An event and its place. */
    record Row(long id, Event event) {}
}
