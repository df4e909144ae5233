package io.fourways.ingest.administration.replays;

import io.fourways.ingest.administration.replaying.Replays;
import io.fourways.ingest.administration.selection.WebhookBatch;
import io.fourways.ingest.relay.InboxSignal;
import io.fourways.service.database.Database;
import io.fourways.service.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final ReplayTable table;
    private final Replays replays;
    private final InboxSignal relay;
    private final ReplayMetrics metrics;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final BatchSize batch = new BatchSize();
    private volatile @Nullable Disposable running;

    ReplayWorker(Database database, ReplayTable table, Replays replays, InboxSignal relay, ReplayMetrics metrics) {
        this.database = database;
        this.table = table;
        this.replays = replays;
        this.relay = relay;
        this.metrics = metrics;
    }

    /** Takes the replay whose turn it is a batch further; says how long there is nothing to do then. */
    private Mono<Duration> round() {
        AtomicReference<@Nullable String> claimed = new AtomicReference<>();
        return database.inTransaction(DEADLINE, client -> work(client, claimed))
                .doOnNext(metrics::advanced)
                .doOnNext(replayed -> relay.raise())
                .doOnNext(replayed -> batch.doubleUp())
                .doOnNext(replayed -> claimed.set(null))
                .map(replayed -> Duration.ZERO)
                .defaultIfEmpty(SHORTEST_IDLE)
                .flatMap(this::pause)
                .doOnNext(worked -> failing.set(false))
                .onErrorResume(failure -> recover(claimed.get(), failure));
    }

    /** A replay may be due all the same when there was nothing to do: another instance works on it. */
    private Mono<Duration> pause(Duration least) {
        return table.next()
                .map(next -> next.compareTo(least) < 0 ? least : next)
                .map(next -> next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE)
                .defaultIfEmpty(LONGEST_PAUSE);
    }

    private Mono<Progress> work(DatabaseClient client, AtomicReference<@Nullable String> claimed) {
        return ReplayTable.claim(client)
                .doOnNext(replay -> claimed.set(replay.id()))
                .flatMap(replay -> work(client, replay));
    }

    private Mono<Progress> work(DatabaseClient client, Replay replay) {
        ReplayRequest request = replay.request();
        return WebhookBatch.next(client, request.filter(), replay.reached(), batch.atMost(request.perSecond()))
                .flatMap(batch -> replays.within(client, batch).map(done -> Progress.of(batch, done)))
                .flatMap(progress ->
                        ReplayTable.advance(client, replay.id(), progress).thenReturn(progress));
    }

    @Override
    public void start() {
        running = Mono.defer(this::round).flatMap(Mono::delay).repeat().subscribe();
    }

    /**
     * One that was claimed is put off whatever failed: a statement of its batch may take longer than it may each time,
     * and would keep the others from their turns. That the database is away is said by others.
     */
    private Mono<Duration> recover(@Nullable String claimed, Throwable failure) {
        if (claimed == null && failure instanceof DatabaseUnavailable) {
            log.debug("Replays go on when the database is there", failure);
            return Mono.just(LONGEST_PAUSE);
        }
        if (failing.compareAndSet(false, true)) {
            log.warn("Replay {} goes on later", claimed == null ? "(none was claimed)" : claimed, failure);
        }
        batch.halve();
        return Mono.justOrEmpty(claimed).flatMap(this::postpone).thenReturn(LONGEST_PAUSE);
    }

    private Mono<Void> postpone(String id) {
        return table.postpone(id).onErrorResume(failure -> {
            log.debug("Replay {} could not be put off", id, failure);
            return Mono.empty();
        });
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
