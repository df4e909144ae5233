package io.fourways.ingest.administration.replays;

import io.fourways.ingest.administration.replaying.Replays;
import io.fourways.ingest.administration.selection.WebhookBatch;
import io.fourways.ingest.relay.InboxSignal;
import io.fourways.service.database.Database;
import io.fourways.service.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Takes replays further, a batch at a time, whichever instance began them. A batch, and how far it has brought its
 * replay, are one transaction: whatever dies when, another instance goes on from there, and no webhook is left out or
 * replayed twice. While an instance works on a replay it is locked; the others take another one.
 */
final class ReplayWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReplayWorker.class);
    private static final int BATCH = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final ReplayTable table;
    private final Replays replays;
    private final InboxSignal relay;
    private final ReplayMetrics metrics;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile @Nullable Disposable running;

    ReplayWorker(Database database, ReplayTable table, Replays replays, InboxSignal relay, ReplayMetrics metrics) {
        this.database = database;
        this.table = table;
        this.replays = replays;
        this.relay = relay;
        this.metrics = metrics;
    }

    /** Takes the replay whose turn it is a batch further; says how long there is nothing to do then. */
    Mono<Duration> work() {
        return database.inTransaction(DEADLINE, this::work)
                .doOnNext(metrics::advanced)
                .doOnNext(replayed -> relay.raise())
                .map(replayed -> Duration.ZERO)
                .defaultIfEmpty(SHORTEST_IDLE)
                .flatMap(this::pause)
                .doOnNext(worked -> failing.set(false));
    }

    /** A replay may be due all the same when there was nothing to do: another instance works on it. */
    private Mono<Duration> pause(Duration least) {
        return table.next()
                .map(next -> next.compareTo(least) < 0 ? least : next)
                .map(next -> next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE)
                .defaultIfEmpty(LONGEST_PAUSE);
    }

    private Mono<Progress> work(DatabaseClient client) {
        return ReplayTable.claim(client).flatMap(replay -> work(client, replay));
    }

    private Mono<Progress> work(DatabaseClient client, Replay replay) {
        ReplayRequest request = replay.request();
        return WebhookBatch.next(client, request.filter(), replay.reached(), Math.min(BATCH, request.perSecond()))
                .flatMap(batch -> replays.within(client, batch).map(outcomes -> Progress.of(batch, outcomes)))
                .flatMap(progress ->
                        ReplayTable.advance(client, replay.id(), progress).thenReturn(progress));
    }

    @Override
    public void start() {
        running = Mono.defer(this::work)
                .onErrorResume(this::recover)
                .flatMap(Mono::delay)
                .repeat()
                .subscribe();
    }

    /** That the database is away is said by others. */
    private Mono<Duration> recover(Throwable failure) {
        if (failure instanceof DatabaseUnavailable) {
            log.debug("Replays go on when the database is there", failure);
            return Mono.just(LONGEST_PAUSE);
        }
        if (failing.compareAndSet(false, true)) {
            log.warn("A replay goes on later: {}", failure.toString());
        }
        return table.postpone().onErrorComplete().thenReturn(LONGEST_PAUSE);
    }

    @Override
    public void stop() {
        Disposable current = running;
        running = null;
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
