package io.fourways.ingest.rejected;

import io.fourways.service.database.ByteaArray;
import io.fourways.service.database.Database;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table of refused webhooks. */
final class RejectedTable {

    private static final String INSERT = """
            INSERT INTO rejected
                (source, received_at, verdict, cause, url, traceparent, headers, body, body_size)
            SELECT r.source, r.received_at, r.verdict, r.cause, r.url, r.traceparent, r.headers::jsonb, r.body,
                r.body_size
            FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                    $8::bytea[], $9::integer[]) WITH ORDINALITY
                AS r (source, received_at, verdict, cause, url, traceparent, headers, body, body_size, n)
            ORDER BY r.n
            """;

    private final Database database;
    private final KeptHeaders headers;

    RejectedTable(Database database, KeptHeaders headers) {
        this.database = database;
        this.headers = headers;
    }

    /** Off event loops, as headers are sealed. */
    Mono<Void> insert(List<RejectedWebhook> webhooks) {
        String[] kept = webhooks.stream().map(this::headers).toArray(String[]::new);
        return database.inTransaction(client -> insert(client, webhooks, kept));
    }

    private String headers(RejectedWebhook webhook) {
        return headers.write(webhook.source(), webhook.headers(), webhook.credentials());
    }

    private static Mono<Void> insert(DatabaseClient client, List<RejectedWebhook> webhooks, String[] headers) {
        return client.sql(INSERT)
                .bind(0, texts(webhooks, RejectedWebhook::source))
                .bind(1, texts(webhooks, webhook -> webhook.receivedAt().toString()))
                .bind(2, texts(webhooks, RejectedWebhook::verdict))
                .bind(3, texts(webhooks, RejectedWebhook::cause))
                .bind(4, texts(webhooks, RejectedWebhook::url))
                .bind(5, texts(webhooks, RejectedWebhook::traceparent))
                .bind(6, headers)
                .bind(
                        7,
                        new ByteaArray(
                                webhooks.stream().map(RejectedWebhook::body).toList()))
                .bind(8, webhooks.stream().map(RejectedWebhook::bodySize).toArray(Integer[]::new))
                .then();
    }

    private static @Nullable String[] texts(
            List<RejectedWebhook> webhooks, Function<RejectedWebhook, @Nullable String> column) {
        return webhooks.stream().map(column).toArray(String[]::new);
    }
}
