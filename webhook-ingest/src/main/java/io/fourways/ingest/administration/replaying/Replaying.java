package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** A way to replay webhooks of one table. */
@FunctionalInterface
interface Replaying {

    /**
     * Replays them within the client's transaction, in this order.
     *
     * @return what became of each that there is still, in the same order
     */
    Mono<List<ReplayOutcome>> replay(DatabaseClient client, List<Position> positions);
}
