package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.source.Source;
import io.fourways.ingest.source.SourceUnusable;
import io.fourways.ingest.source.Sources;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives the relay back what it has set aside, as the event that it is and in the channel that its source's template says
 * now: the template, or a limit of the broker, may have been what was in the way. If it is still, it is set aside again;
 * that of a source that cannot be used stays so.
 */
final class Readmission implements Replaying {

    private static final String TAKE =
            "SELECT i.received_at, i.id, i.source, i.event_id, i.type, i.channel, i.data FROM "
                    + Keys.TABLE + " JOIN inbox i ON i.received_at = k.received_at AND i.id = k.id"
                    + " WHERE i.unpublishable IS NOT NULL ORDER BY k.n FOR UPDATE OF i";
    private static final String GIVE_BACK =
            "UPDATE inbox SET unpublishable = NULL, channel = $1 WHERE received_at = $2 AND id = $3";

    private final Sources sources;

    Readmission(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Mono<Replayed> replay(DatabaseClient client, List<Position> positions) {
        return Keys.bind(client.sql(TAKE), positions)
                .map(SetAside::of)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(webhook -> giveBack(client, webhook))
                .collectList()
                .map(Replayed::all);
    }

    private Mono<ReplayOutcome> giveBack(DatabaseClient client, SetAside webhook) {
        return sources.find(webhook.source())
                .map(webhook::channelNow)
                .defaultIfEmpty(webhook.channel())
                .flatMap(channel -> client.sql(GIVE_BACK)
                        .bind(0, channel)
                        .bind(1, webhook.position().time())
                        .bind(2, webhook.position().id())
                        .then())
                .thenReturn(ReplayOutcome.accepted(List.of(webhook.eventId())))
                .onErrorReturn(SourceUnusable.class, ReplayOutcome.setAside(SourceUnusable.TYPE));
    }

    /** A row that was set aside. */
    @SuppressWarnings("ArrayRecordComponent")
    private record SetAside(
            Position position, String source, String eventId, String type, String channel, byte[] data) {

        static SetAside of(Readable row) {
            return new SetAside(
                    Position.of(row, "received_at", "id"),
                    text(row, "source"),
                    text(row, "event_id"),
                    text(row, "type"),
                    text(row, "channel"),
                    Objects.requireNonNull(row.get("data", byte[].class)));
        }

        private static String text(Readable row, String column) {
            return Objects.requireNonNull(row.get(column, String.class), column);
        }

        /** The event's type begins with the provider's name, which the template knows nothing of. */
        String channelNow(Source now) {
            String prefix = now.provider().name() + ".";
            String providersType = type.startsWith(prefix) ? type.substring(prefix.length()) : type;
            return now.channel().render(source, providersType, data).name();
        }
    }
}
