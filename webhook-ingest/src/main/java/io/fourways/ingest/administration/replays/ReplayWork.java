package io.fourways.ingest.administration.replays;

import io.fourways.ingest.administration.replaying.Replays;
import io.fourways.ingest.administration.selection.WebhookBatch;
import io.fourways.ingest.relay.InboxSignal;
import io.fourways.service.database.Database;
import io.fourways.service.turns.SharedWork;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Takes replays further, a batch at a time, whichever instance began them, and wakes the relay then. */
final class ReplayWork implements SharedWork {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Database database;
    private final ReplayTable table;
    private final Replays replays;
    private final InboxSignal relay;
    private final ReplayMetrics metrics;
    private final BatchSize size = new BatchSize();

    ReplayWork(Database database, ReplayTable table, Replays replays, InboxSignal relay, ReplayMetrics metrics) {
        this.database = database;
        this.table = table;
        this.replays = replays;
        this.relay = relay;
        this.metrics = metrics;
    }

    @Override
    public Mono<?> advance(Consumer<String> taken) {
        return database.inTransaction(DEADLINE, client -> advance(client, taken))
                .doOnNext(metrics::advanced)
                .doOnNext(replayed -> relay.raise())
                .doOnNext(replayed -> size.doubleUp());
    }

    private Mono<Progress> advance(DatabaseClient client, Consumer<String> taken) {
        return ReplayTable.claim(client)
                .doOnNext(replay -> taken.accept(replay.id()))
                .flatMap(replay -> advance(client, replay));
    }

    private Mono<Progress> advance(DatabaseClient client, Replay replay) {
        ReplayRequest request = replay.request();
        return WebhookBatch.next(client, request.filter(), replay.reached(), size.atMost(request.perSecond()))
                .flatMap(batch -> replays.within(client, batch).map(outcomes -> Progress.of(batch, outcomes)))
                .flatMap(progress ->
                        ReplayTable.advance(client, replay.id(), progress).thenReturn(progress));
    }

    @Override
    public Mono<Duration> next() {
        return table.next();
    }

    @Override
    public Mono<Void> postpone(String id) {
        size.halve();
        return table.postpone(id);
    }
}
