package io.fourways.dispatch.outbox;

import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks every few seconds what is in the outbox. */
final class OutboxProbe implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST = 100_000;

    private final Database database;
    private final Clock clock;
    private volatile Waiting seen = Waiting.NOTHING;
    private volatile @Nullable Disposable looking;

    OutboxProbe(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    double waiting() {
        return seen.count();
    }

    double lagInSeconds() {
        OffsetDateTime since = seen.since();
        return since == null
                ? 0
                : Math.max(
                        0, Duration.between(since.toInstant(), clock.instant()).toMillis() / 1000.0);
    }

    /** Looks once. */
    Mono<Void> look() {
        return database.inTransaction(client -> OutboxTable.waiting(client, MOST))
                .doOnNext(waiting -> seen = waiting)
                .then();
    }

    @Override
    public void start() {
        looking = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> look().onErrorResume(OutboxProbe::report), 1)
                .subscribe();
    }

    private static Mono<Void> report(Throwable failure) {
        log.debug("What is in the outbox is as it was when last seen", failure);
        return Mono.empty();
    }

    @Override
    public void stop() {
        Disposable current = looking;
        looking = null;
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
