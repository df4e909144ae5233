package io.fourways.dispatch.message;

import io.fourways.service.database.ByteaArray;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Storing messages and what is owed of them: one statement of arrays, however many they are, so it is prepared once. A
 * payload that many apps get goes over once.
 */
final class AcceptanceStatement {

    /**
     * Identities are inserted in their order, so that two transactions with some in common wait for each other in turn
     * instead of in a circle; whoever repeats one that is just being stored waits until that is durable.
     */
    private static final String ACCEPT = """
            WITH offered AS MATERIALIZED (
                SELECT m.*, ($12::bytea[])[m.place] AS payload
                FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::text[], $9::text[], $10::text[], $11::int[], $13::text[], $14::bool[], $15::text[],
                        $16::timestamptz[])
                    AS m (id, created_at, app_id, source, kept_event_id, event_id, event_type,
                        channels, tags, content_type, place, traceparent, operational, only_endpoint, published_at)
                WHERE EXISTS (SELECT FROM app WHERE app.id = m.app_id)
            ), identified AS (
                INSERT INTO message_identity (app_id, source, event_id, message_id, created_at)
                SELECT app_id, source, kept_event_id, id, created_at FROM offered WHERE source IS NOT NULL
                ORDER BY app_id, source, kept_event_id, id
                ON CONFLICT DO NOTHING
                RETURNING message_id
            ), fresh AS MATERIALIZED (
                SELECT * FROM offered WHERE source IS NULL OR id IN (SELECT message_id FROM identified)
            ), stored AS (
                INSERT INTO message (id, created_at, app_id, event_id, event_type, channels, tags, content_type, payload,
                    traceparent, operational, only_endpoint, published_at)
                SELECT id, created_at, app_id, event_id, event_type, channels::text[], tags::text[], content_type, payload,
                    traceparent, operational, only_endpoint, published_at
                FROM fresh
                RETURNING id
            ), owed AS (
                INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, due_at, updated_at)
                SELECT m.id, m.created_at, e.id, m.app_id, m.event_type, m.created_at, m.created_at
                FROM fresh m JOIN endpoint e ON e.app_id = m.app_id
                WHERE NOT e.disabled AND CASE WHEN m.only_endpoint IS NULL
                    THEN (e.filter_types IS NULL OR m.event_type = ANY (e.filter_types))
                        AND (e.channels IS NULL OR e.channels && m.channels::text[])
                    ELSE e.id = m.only_endpoint END
                RETURNING endpoint_id
            )
            SELECT id, NULL FROM stored UNION ALL SELECT DISTINCT NULL, endpoint_id FROM owed
            """;

    private AcceptanceStatement() {}

    /** Stores, within the client's transaction, those that are not known. */
    static Mono<Stored> run(DatabaseClient client, List<Offered> messages) {
        IdentityHashMap<byte[], Integer> places = new IdentityHashMap<>();
        List<byte[]> payloads = new ArrayList<>();
        for (Offered offered : messages) {
            byte[] payload = offered.message().payload();
            places.computeIfAbsent(payload, each -> {
                payloads.add(each);
                return payloads.size();
            });
        }
        return client.sql(ACCEPT)
                .bind(0, texts(messages, Offered::id))
                .bind(1, texts(messages, offered -> offered.at().toString()))
                .bind(2, texts(messages, offered -> offered.message().appId()))
                .bind(3, texts(messages, identified(Identity::keptSource)))
                .bind(4, texts(messages, identified(Identity::keptEventId)))
                .bind(5, texts(messages, identified(Identity::eventId)))
                .bind(6, texts(messages, offered -> offered.message().eventType()))
                .bind(
                        7,
                        texts(
                                messages,
                                offered -> TextArray.literal(offered.message().channels())))
                .bind(
                        8,
                        texts(
                                messages,
                                offered -> TextArray.literal(offered.message().tags())))
                .bind(9, texts(messages, offered -> offered.message().contentType()))
                .bind(
                        10,
                        messages.stream()
                                .map(offered -> places.get(offered.message().payload()))
                                .toArray(Integer[]::new))
                .bind(11, new ByteaArray(payloads))
                .bind(12, texts(messages, offered -> offered.message().traceparent()))
                .bind(
                        13,
                        messages.stream()
                                .map(offered -> offered.message().operational())
                                .toArray(Boolean[]::new))
                .bind(14, texts(messages, offered -> offered.message().onlyEndpoint()))
                .bind(15, texts(messages, AcceptanceStatement::publishedAt))
                .map(AcceptanceStatement::row)
                .all()
                .collect(Stored::new, Stored::add);
    }

    private static @Nullable String[] texts(List<Offered> messages, Function<Offered, @Nullable String> column) {
        return messages.stream().map(column).toArray(String[]::new);
    }

    private static @Nullable String publishedAt(Offered offered) {
        Instant published = offered.message().publishedAt();
        return published == null ? null : published.toString();
    }

    private static Function<Offered, @Nullable String> identified(Function<Identity, String> part) {
        return offered -> {
            Identity identity = offered.message().identity();
            return identity == null ? null : part.apply(identity);
        };
    }

    private static Row row(Readable row) {
        return new Row(row.get(0, String.class), row.get(1, String.class));
    }

    private record Row(@Nullable String messageId, @Nullable String endpointId) {}

    /** What was stored, and who is owed. */
    static final class Stored {

        private final Set<String> messages = new HashSet<>();
        private final Set<String> endpoints = new HashSet<>();

        private void add(Row row) {
            if (row.messageId() != null) {
                messages.add(row.messageId());
            }
            if (row.endpointId() != null) {
                endpoints.add(row.endpointId());
            }
        }

        boolean contains(Offered offered) {
            return messages.contains(offered.id());
        }

        Set<String> endpoints() {
            return endpoints;
        }
    }
}
