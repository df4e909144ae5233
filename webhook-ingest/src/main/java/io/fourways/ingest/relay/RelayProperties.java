package io.fourways.ingest.relay;

import io.fourways.service.relay.Pause;
import jakarta.validation.constraints.AssertTrue;
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
 * How the inbox is brought onto the log.
 *
 * @param batch        how many webhooks of a source are published at once, 200 by default, 400 at most: what is published
 *                     again after a failure must be near enough for readers to know it
 * @param batchSize    and how much of them, 4 MB by default; one that is larger goes alone
 * @param sources      how many sources are relayed at the same time, 2 by default
 * @param pollInterval how often the inbox is looked into when nobody says that there is something new, because another
 *                     instance has stored it, 500 milliseconds by default
 * @param firstDelay   how long to wait after the first failure, 100 milliseconds by default; twice as long after each
 *                     that follows
 * @param longestDelay but no longer than that, 5 seconds by default
 */
@Validated
@ConfigurationProperties("fourways.ingest.relay")
record RelayProperties(
        @DefaultValue("200") @Min(1) @Max(400) int batch,
        @DefaultValue("4MB") DataSize batchSize,
        @DefaultValue("2") @Min(1) @Max(2) int sources,
        @DefaultValue("500ms") @DurationMin(millis = 1) Duration pollInterval,
        @DefaultValue("100ms") @DurationMin(millis = 1) Duration firstDelay,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration longestDelay) {

    @AssertTrue(message = "fourways.ingest.relay.batch-size must be at least 1")
    boolean isThereRoomInABatch() {
        return batchSize.toBytes() >= 1;
    }

    /** How long to rest between two rounds. */
    Pause pause(RandomGenerator random) {
        return new Pause(pollInterval, firstDelay, longestDelay, random);
    }
}
