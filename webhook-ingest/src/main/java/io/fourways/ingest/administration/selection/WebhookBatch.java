package io.fourways.ingest.administration.selection;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The next few webhooks of a filter, as they came and in that order, the oldest first. Finding them takes a bounded time,
 * so there may be none while there are more to come.
 *
 * @param accepted  whether they are in the inbox, or among the rejected
 * @param positions where
 * @param reached   up to where there is nothing more to do after them; null when they are the last
 */
public record WebhookBatch(
        boolean accepted,
        List<Position> positions,
        @Nullable Position reached) {

    private static final int MAX_BYTES = 4 << 20;

    private record Sized(Position position, int size) {

        static Sized of(Readable row) {
            int size = Objects.requireNonNull(row.get("size", Integer.class));
            return new Sized(Position.of(row, "received_at", "id"), size);
        }
    }

    /** How many webhooks there were up to a place; null when to the end. */
    public record Count(long webhooks, @Nullable Position reached) {}

    /** Takes no more than some MB at once, unless a single one is larger. */
    public static Mono<WebhookBatch> next(
            DatabaseClient client, WebhookFilter filter, @Nullable Position after, int limit) {
        return stretch(client, filter, after).flatMap(stretch -> {
            String body = stretch.selection().isOfAccepted() ? "data" : "body";
            return stretch.select(client, "received_at, id, octet_length(" + body + ") AS size", " LIMIT " + limit)
                    .map(Sized::of)
                    .all()
                    .collectList()
                    .map(found -> of(stretch, found, limit));
        });
    }

    /** Counts the next of them, as far as one statement goes. */
    public static Mono<Count> count(DatabaseClient client, WebhookFilter filter, @Nullable Position after) {
        return stretch(client, filter, after).flatMap(stretch -> stretch.select(client, "count(*)", "")
                .map(row -> new Count(Objects.requireNonNull(row.get(0, Long.class)), stretch.last()))
                .one());
    }

    private static Mono<Stretch> stretch(DatabaseClient client, WebhookFilter filter, @Nullable Position after) {
        return Stretch.from(client, Selection.ofReceived(filter), false, after);
    }

    private static WebhookBatch of(Stretch stretch, List<Sized> found, int limit) {
        List<Position> positions = new ArrayList<>();
        long bytes = 0;
        for (Sized webhook : found) {
            bytes += webhook.size();
            if (!positions.isEmpty() && bytes > MAX_BYTES) {
                break;
            }
            positions.add(webhook.position());
        }
        boolean all = positions.size() == found.size() && found.size() < limit;
        Position reached = all ? stretch.last() : positions.get(positions.size() - 1);
        return new WebhookBatch(stretch.selection().isOfAccepted(), List.copyOf(positions), reached);
    }
}
