package io.fourways.service.database;

import io.fourways.service.background.Schedule;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** When retention is applied: every minute, for as long as the service runs. What fails is tried again the next minute. */
public final class RetentionSchedule {

    private static final Logger log = LoggerFactory.getLogger(RetentionSchedule.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private RetentionSchedule() {}

    /** @param retention fails with everything that did */
    public static Schedule of(Supplier<Mono<Void>> retention) {
        return new Schedule(EVERY, EVERY, retention, RetentionSchedule::report);
    }

    private static void report(Throwable failure) {
        Exceptions.unwrapMultiple(failure)
                .forEach(each -> log.warn("Retention is tried again in a minute: {}", each.getMessage()));
    }
}
