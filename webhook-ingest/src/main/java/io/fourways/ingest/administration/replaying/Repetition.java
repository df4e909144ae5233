package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Publishes accepted webhooks again: puts a copy into the inbox as if it had come just now, under an id of its own,
 * since readers leave out identities that they have seen. A replay that is replayed repeats what the first one did. What
 * was set aside is not meant: there is nothing yet to repeat.
 */
final class Repetition implements Replaying {

    private static final String COPY = """
            INSERT INTO inbox
                (received_at, source, event_id, type, channel, content_type, traceparent, headers, data, replay_of)
            SELECT $3, i.source, gen_random_uuid()::text, i.type, i.channel, i.content_type, i.traceparent, i.headers,
                i.data, coalesce(i.replay_of, i.event_id)
            FROM %s JOIN inbox i ON i.received_at = k.received_at AND i.id = k.id
            WHERE i.unpublishable IS NULL
            ORDER BY k.n
            RETURNING id, event_id
            """.formatted(Keys.TABLE);

    private final Clock clock;

    Repetition(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<Replayed> replay(DatabaseClient client, List<Position> positions) {
        return Keys.bind(client.sql(COPY), positions)
                .bind(2, clock.instant().atOffset(ZoneOffset.UTC))
                .map(row -> ReplayOutcome.accepted(List.of(row.get("event_id", String.class))))
                .all()
                .collectList()
                .map(Replayed::all);
    }
}
