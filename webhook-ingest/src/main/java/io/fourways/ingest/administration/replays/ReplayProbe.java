package io.fourways.ingest.administration.replays;

import io.fourways.service.background.Schedule;
import io.fourways.service.database.Pending;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Looks every few seconds which replays run. */
final class ReplayProbe {

    private static final Logger log = LoggerFactory.getLogger(ReplayProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ReplayTable table;
    private final Clock clock;
    private volatile Pending seen = Pending.NOTHING;

    ReplayProbe(ReplayTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    double running() {
        return seen.count();
    }

    double ageInSeconds() {
        return seen.ageInSeconds(clock);
    }

    /** Looks once. */
    Mono<Void> look() {
        return table.running().doOnNext(running -> seen = running).then();
    }

    Schedule schedule() {
        return new Schedule(Duration.ZERO, EVERY, this::look, ReplayProbe::report);
    }

    private static void report(Throwable failure) {
        log.debug("What replays run is as it was when last seen", failure);
    }
}
