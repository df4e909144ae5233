package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** A way to replay webhooks of one table. */
@FunctionalInterface
interface Replaying {

    /**
     * Replays, within the client's transaction and in this order, those that it is meant for; perhaps not all, but the
     * first of them in any case.
     */
    Mono<Replayed> replay(DatabaseClient client, List<Position> positions);

    /** First this one, then the other; both are such as get to all. */
    default Replaying then(Replaying other) {
        return (client, positions) -> replay(client, positions)
                .flatMap(first -> other.replay(client, positions).map(first::and));
    }
}
