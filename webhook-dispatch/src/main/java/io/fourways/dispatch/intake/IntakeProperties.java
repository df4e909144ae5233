package io.fourways.dispatch.intake;

import io.fourways.service.background.Backoff;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How events of the log become messages.
 *
 * @param enabled      whether this instance takes events in, true by default; others do for one that only serves the API
 * @param prefetch     how many events may have come and not be stored yet, 1000 by default: they are in memory for as long as
 *                     the database is away, so where they are large, there must be fewer
 * @param batch        how many are taken at once, 250 by default
 * @param batchSize    from how many bytes on no more of them join it, 4 MB by default
 * @param refresh      how often this instance looks whether others have changed what is subscribed, 1 second by default:
 *                     so long after a change events may pass by that nobody wanted before
 * @param firstDelay   how long to wait after the first failure, 100 milliseconds by default; twice as long after each
 *                     that follows
 * @param longestDelay but no longer than that, 5 seconds by default
 */
@Validated
@ConfigurationProperties("fourways.dispatch.intake")
record IntakeProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1000") @Min(1) @Max(65_535) int prefetch,
        @DefaultValue("250") @Min(1) int batch,
        @DefaultValue("4MB") DataSize batchSize,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration refresh,
        @DefaultValue("100ms") @DurationMin(millis = 1) Duration firstDelay,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration longestDelay) {

    Backoff backoff() {
        return new Backoff(firstDelay, longestDelay);
    }
}
