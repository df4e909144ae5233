package io.fourways.dispatch.outbox;

import io.fourways.service.background.Schedule;
import io.fourways.service.database.Database;
import io.fourways.service.database.Pending;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Looks every few seconds what is in the outbox. */
final class OutboxProbe {

    private static final Logger log = LoggerFactory.getLogger(OutboxProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST = 100_000;

    private final Database database;
    private final Clock clock;
    private volatile Pending seen = Pending.NOTHING;

    OutboxProbe(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    double waiting() {
        return seen.count();
    }

    double lagInSeconds() {
        return seen.ageInSeconds(clock);
    }

    /** Looks once. */
    Mono<Void> look() {
        return database.inTransaction(client -> OutboxTable.waiting(client, MOST))
                .doOnNext(waiting -> seen = waiting)
                .then();
    }

    Schedule schedule() {
        return new Schedule(Duration.ZERO, EVERY, this::look, OutboxProbe::report);
    }

    private static void report(Throwable failure) {
        log.debug("What is in the outbox is as it was when last seen", failure);
    }
}
