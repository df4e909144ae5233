package io.fourways.ingest.administration.webhooks;

import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.Selection;
import io.fourways.ingest.administration.selection.Stretch;
import io.fourways.ingest.administration.selection.WebhookFilter;
import io.fourways.ingest.administration.selection.WebhookId;
import io.fourways.service.database.Database;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What came in, accepted or not, for looking at it. */
final class WebhookTable {

    private final Database database;

    WebhookTable(Database database) {
        this.database = database;
    }

    /**
     * A row whole.
     *
     * @param headers as JSON
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(WebhookSummary summary, String headers, byte[] body) {

        static Row of(Readable row) {
            return new Row(
                    WebhookSummary.of(row),
                    Objects.requireNonNull(row.get("headers", String.class)),
                    Objects.requireNonNull(row.get("body", byte[].class)));
        }
    }

    /** A page of those a filter means, the newest first. */
    Mono<WebhookPage> page(WebhookFilter filter, @Nullable Position after, int limit) {
        return database.inTransaction(client -> Stretch.from(client, Selection.of(filter), true, after)
                .flatMap(stretch -> page(client, stretch, limit)));
    }

    private static Mono<WebhookPage> page(DatabaseClient client, Stretch stretch, int limit) {
        String columns = WebhookSummary.columns(stretch.selection().isOfAccepted());
        return stretch.select(client, columns, " LIMIT " + (limit + 1))
                .map(WebhookSummary::of)
                .all()
                .collectList()
                .map(found -> WebhookPage.of(found, limit, stretch));
    }

    /** One of them; empty when there is none. */
    Mono<Row> find(WebhookId id) {
        String table = id.accepted() ? "inbox" : "rejected";
        String body = id.accepted() ? "data" : "body";
        String sql = "SELECT " + WebhookSummary.columns(id.accepted()) + ", CAST(headers AS text) AS headers, " + body
                + " AS body FROM " + table + " WHERE received_at = :at AND id = :id";
        return database.inTransaction(client -> client.sql(sql)
                .bind("at", id.position().time())
                .bind("id", id.position().id())
                .map(Row::of)
                .one());
    }
}
