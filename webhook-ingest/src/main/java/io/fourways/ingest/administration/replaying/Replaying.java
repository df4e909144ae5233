package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A way to replay webhooks of one table. */
@FunctionalInterface
interface Replaying {

    /**
     * Replays, within the client's transaction and in this order, those that it is meant for.
     *
     * @return what became of each of these that there is still
     */
    Mono<List<ReplayOutcome>> replay(DatabaseClient client, List<Position> positions);

    /** First this one, then the other. */
    default Replaying then(Replaying other) {
        return (client, positions) -> Flux.concat(replay(client, positions), other.replay(client, positions))
                .flatMapIterable(outcomes -> outcomes)
                .collectList();
    }
}
