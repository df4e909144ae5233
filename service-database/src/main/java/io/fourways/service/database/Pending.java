package io.fourways.service.database;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a table has that is not done yet.
 *
 * @param since when the first of it came; null when there is nothing
 */
public record Pending(long count, @Nullable OffsetDateTime since) {

    public static final Pending NOTHING = new Pending(0, null);

    /** How long the first of it has been there by now; nothing when there is nothing, or clocks differ. */
    public double ageInSeconds(Clock clock) {
        return since == null
                ? 0
                : Math.max(
                        0, Duration.between(since.toInstant(), clock.instant()).toMillis() / 1000.0);
    }
}
