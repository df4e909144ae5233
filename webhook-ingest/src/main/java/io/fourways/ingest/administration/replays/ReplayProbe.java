package io.fourways.ingest.administration.replays;

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

/** Looks every few seconds which replays run. */
final class ReplayProbe implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReplayProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ReplayTable table;
    private final Clock clock;
    private volatile ReplayTable.Running seen = new ReplayTable.Running(0, null);
    private volatile @Nullable Disposable looking;

    ReplayProbe(ReplayTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    double running() {
        return seen.count();
    }

    double ageInSeconds() {
        OffsetDateTime since = seen.since();
        return since == null
                ? 0
                : Math.max(
                        0, Duration.between(since.toInstant(), clock.instant()).toMillis() / 1000.0);
    }

    /** Looks once. */
    Mono<Void> look() {
        return table.running().doOnNext(running -> seen = running).then();
    }

    @Override
    public void start() {
        looking = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> look().onErrorResume(ReplayProbe::report), 1)
                .subscribe();
    }

    private static Mono<Void> report(Throwable failure) {
        log.debug("What replays run is as it was when last seen", failure);
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
