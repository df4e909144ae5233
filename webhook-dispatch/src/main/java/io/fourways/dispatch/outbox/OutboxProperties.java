package io.fourways.dispatch.outbox;

import io.fourways.service.relay.Pause;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How events of our own are brought onto the log.
 *
 * @param batch        how many are published at once, 200 by default, 400 at most: what is published again after a failure
 *                     must be near enough for readers to know it
 * @param batchSize    and how much of them, 4 MB by default; one that is larger goes alone
 * @param pollInterval how often the outbox is looked into when nobody says that there is something new, because another
 *                     instance has written it, 500 milliseconds by default
 * @param firstDelay   how long to wait after the first failure, 100 milliseconds by default; twice as long after each
 *                     that follows
 * @param longestDelay but no longer than that, 5 seconds by default
 */
@Validated
@ConfigurationProperties("fourways.dispatch.outbox")
record OutboxProperties(
        @DefaultValue("200") @Min(1) @Max(400) int batch,
        @DefaultValue("4MB") DataSize batchSize,
        @DefaultValue("500ms") @DurationMin(millis = 1) Duration pollInterval,
        @DefaultValue("100ms") @DurationMin(millis = 1) Duration firstDelay,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration longestDelay) {

    /** How long to rest between two rounds. */
    Pause pause(RandomGenerator random) {
        return new Pause(pollInterval, firstDelay, longestDelay, random);
    }
}
