package io.fourways.ingest.relay;

import io.fourways.service.background.Schedule;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Looks every few seconds what the inbox holds that is not published. What it costs does not grow with the inbox: it
 * jumps from source to source, and stops counting somewhere.
 */
final class BacklogProbe {

    private static final Logger log = LoggerFactory.getLogger(BacklogProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST_UNPUBLISHED = 100_000;
    private static final int MOST_SET_ASIDE = 1_000;

    private final Database database;
    private final Clock clock;
    private volatile @Nullable Instant oldest;
    private volatile long unpublished;
    private volatile long setAside;

    BacklogProbe(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    double lagInSeconds() {
        Instant since = oldest;
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    double unpublished() {
        return unpublished;
    }

    double setAside() {
        return setAside;
    }

    /** Looks once. */
    Mono<Void> look() {
        return database.inTransaction(client -> look(client).thenReturn(true)).then();
    }

    private Mono<Void> look(DatabaseClient client) {
        return Backlog.sources(client)
                .collectList()
                .doOnNext(this::takeOldest)
                .then(Backlog.countUnpublished(client, MOST_UNPUBLISHED))
                .doOnNext(count -> unpublished = count)
                .then(Backlog.countSetAside(client, MOST_SET_ASIDE))
                .doOnNext(count -> setAside = count)
                .then();
    }

    private void takeOldest(List<Backlog.Waiting> waiting) {
        oldest = waiting.stream()
                .map(Backlog.Waiting::since)
                .min(Comparator.naturalOrder())
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    Schedule schedule() {
        return new Schedule(Duration.ZERO, EVERY, this::look, BacklogProbe::report);
    }

    private static void report(Throwable failure) {
        log.debug("The backlog is as it was when last seen", failure);
    }
}
