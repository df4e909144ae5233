package io.fourways.ingest.relay;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the inbox holds that is not published, in statements. Each belongs to the transaction of the client given. */
final class Backlog {

    private static final String UNPUBLISHED = "published_at IS NULL AND unpublishable IS NULL";

    /** Jumps from source to source in the index instead of reading all that waits. */
    private static final String SOURCES = """
            WITH RECURSIVE waiting AS (
              (SELECT source, received_at FROM inbox WHERE %1$s ORDER BY source, id LIMIT 1)
              UNION ALL
              SELECT following.source, following.received_at FROM waiting CROSS JOIN LATERAL (
                SELECT source, received_at FROM inbox WHERE %1$s AND inbox.source > waiting.source
                ORDER BY source, id LIMIT 1) AS following
            ) SELECT source, received_at FROM waiting
            """.formatted(UNPUBLISHED);

    private static final String LOCK =
            "SELECT pg_try_advisory_xact_lock(hashtextextended('fourways.relay.' || :source, 0))";

    /** Sizes are known without reading what is large. */
    private static final String NEXT = """
            SELECT id, received_at, source, event_id, type, channel, content_type, traceparent,
              replay_of, data FROM (
              SELECT *, sum(octet_length(data)) OVER (ORDER BY id) - octet_length(data) AS before FROM (
                SELECT * FROM inbox WHERE source = :source AND %s ORDER BY id LIMIT :batch) AS chosen) AS waiting_ones
            WHERE before < :size ORDER BY id
            """.formatted(UNPUBLISHED);

    private static final String MARK = """
            UPDATE inbox SET published_at = now() FROM unnest(:ids, :times) AS done (id, received_at)
            WHERE inbox.id = done.id AND inbox.received_at = done.received_at
              AND inbox.received_at BETWEEN :first AND :last
            """;

    private static final String SET_ASIDE =
            "UPDATE inbox SET unpublishable = :cause WHERE id = :id AND received_at = :time";

    private static final String COUNT = "SELECT count(*) FROM (SELECT FROM inbox WHERE %s LIMIT :limit) AS chosen";

    private Backlog() {}

    /** The sources that something waits of, each with when the first of it came. */
    static Flux<Waiting> sources(DatabaseClient client) {
        return client.sql(SOURCES)
                .map(row -> new Waiting(text(row, "source"), time(row, "received_at")))
                .all();
    }

    /** Takes a source until the end of the transaction; false when another instance has it. */
    static Mono<Boolean> take(DatabaseClient client, String source) {
        return client.sql(LOCK)
                .bind("source", source)
                .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                .one();
    }

    /** The oldest of a source, in order. */
    static Mono<List<StoredWebhook>> next(DatabaseClient client, String source, int batch, long size) {
        return client.sql(NEXT)
                .bind("source", source)
                .bind("batch", batch)
                .bind("size", size)
                .map(Backlog::webhook)
                .all()
                .collectList();
    }

    /** Marks them published. */
    static Mono<Void> mark(DatabaseClient client, List<StoredWebhook> published) {
        if (published.isEmpty()) {
            return Mono.empty();
        }
        OffsetDateTime[] times =
                published.stream().map(StoredWebhook::receivedAt).toArray(OffsetDateTime[]::new);
        return client.sql(MARK)
                .bind("ids", published.stream().map(StoredWebhook::id).toArray(Long[]::new))
                .bind("times", times)
                .bind(
                        "first",
                        published.stream()
                                .map(StoredWebhook::receivedAt)
                                .min(OffsetDateTime::compareTo)
                                .orElseThrow())
                .bind(
                        "last",
                        published.stream()
                                .map(StoredWebhook::receivedAt)
                                .max(OffsetDateTime::compareTo)
                                .orElseThrow())
                .then();
    }

    /** Marks one as never to be published as it is. */
    static Mono<Void> setAside(DatabaseClient client, StoredWebhook webhook, String cause) {
        return client.sql(SET_ASIDE)
                .bind("cause", cause)
                .bind("id", webhook.id())
                .bind("time", webhook.receivedAt())
                .then();
    }

    /** How many wait, up to the limit. */
    static Mono<Long> countUnpublished(DatabaseClient client, int limit) {
        return count(client, UNPUBLISHED, limit);
    }

    /** How many have been set aside, up to the limit. */
    static Mono<Long> countSetAside(DatabaseClient client, int limit) {
        return count(client, "unpublishable IS NOT NULL", limit);
    }

    private static Mono<Long> count(DatabaseClient client, String condition, int limit) {
        return client.sql(COUNT.formatted(condition))
                .bind("limit", limit)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one();
    }

    private static StoredWebhook webhook(Readable row) {
        return new StoredWebhook(
                Objects.requireNonNull(row.get("id", Long.class)),
                time(row, "received_at"),
                text(row, "source"),
                text(row, "event_id"),
                text(row, "type"),
                text(row, "channel"),
                row.get("content_type", String.class),
                row.get("traceparent", String.class),
                row.get("replay_of", String.class),
                Objects.requireNonNull(row.get("data", byte[].class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static OffsetDateTime time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class));
    }

    /**
     * A source that something waits of.
     *
     * @param source its name
     * @param since  when the first of it came
     */
    record Waiting(String source, OffsetDateTime since) {}
}
