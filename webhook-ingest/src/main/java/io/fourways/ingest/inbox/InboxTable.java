package io.fourways.ingest.inbox;

import io.fourways.service.database.ByteaArray;
import io.fourways.service.database.Database;
import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The tables of accepted events: one statement of ten arrays, however many they are, so it is prepared once. Headers that
 * many events share go over once, and each event says which are its own.
 */
final class InboxTable implements Insertion {

    /**
     * Identities are inserted in their order, so that two transactions with some in common wait for each other in turn
     * instead of in a circle; a duplicate of one that is just being stored waits until that is durable. {@code IS TRUE}
     * keeps the planner, which does not know how long the arrays are, from comparing every event with every identity.
     */
    static final String INSERT = """
            WITH fresh AS (
                INSERT INTO identity (source, event_id, received_at)
                SELECT k.source, k.event_id, k.received_at
                FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS k (source, event_id, received_at)
                ORDER BY k.source, k.event_id
                ON CONFLICT DO NOTHING
                RETURNING source, event_id
            ), stored AS (
                INSERT INTO inbox
                    (source, event_id, received_at, type, channel, content_type, traceparent, headers, data)
                SELECT e.source, e.event_id, e.received_at, e.type, e.channel, e.content_type, e.traceparent,
                    ($8::text[])[e.headers]::jsonb, e.data
                FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $9::int[], $10::bytea[]) WITH ORDINALITY
                    AS e (source, event_id, received_at, type, channel, content_type, traceparent, headers, data, n)
                WHERE ((e.source, e.event_id) IN (SELECT source, event_id FROM fresh)) IS TRUE
                ORDER BY e.n
            )
            SELECT source, event_id FROM fresh
            """;

    private final Database database;

    InboxTable(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Set<Identity>> insert(List<InboxEvent> events) {
        return database.inTransaction(client -> insert(client, events));
    }

    static Mono<Set<Identity>> insert(DatabaseClient client, List<InboxEvent> events) {
        List<String> headers =
                events.stream().map(InboxEvent::headers).distinct().toList();
        return client.sql(INSERT)
                .bind(0, texts(events, InboxEvent::source))
                .bind(1, texts(events, InboxEvent::eventId))
                .bind(2, texts(events, event -> event.receivedAt().toString()))
                .bind(3, texts(events, InboxEvent::type))
                .bind(4, texts(events, InboxEvent::channel))
                .bind(5, texts(events, InboxEvent::contentType))
                .bind(6, texts(events, InboxEvent::traceparent))
                .bind(7, headers.toArray(String[]::new))
                .bind(8, places(events, headers))
                .bind(9, new ByteaArray(events.stream().map(InboxEvent::data).toList()))
                .map(InboxTable::identity)
                .all()
                .collect(Collectors.toSet());
    }

    private static @Nullable String[] texts(List<InboxEvent> events, Function<InboxEvent, @Nullable String> column) {
        return events.stream().map(column).toArray(String[]::new);
    }

    /** Where each event's headers are, counted from one. */
    private static Integer[] places(List<InboxEvent> events, List<String> headers) {
        Map<String, Integer> places = new HashMap<>();
        headers.forEach(text -> places.put(text, places.size() + 1));
        return events.stream().map(event -> places.get(event.headers())).toArray(Integer[]::new);
    }

    private static Identity identity(Readable row) {
        return new Identity(
                Objects.requireNonNull(row.get(0, String.class)), Objects.requireNonNull(row.get(1, String.class)));
    }
}
