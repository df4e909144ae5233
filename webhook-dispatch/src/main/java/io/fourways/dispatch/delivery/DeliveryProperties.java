package io.fourways.dispatch.delivery;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are claimed and retried.
 *
 * @param batch         how many deliveries are claimed at once, 500 by default
 * @param batchSize     from how many bytes of payloads on no more are claimed at once, 4 MB by default
 * @param lease         how long a claim holds, 90 seconds by default; longer than a request can take, and being recorded
 * @param pollInterval  how often the database is looked into for what nobody here has said is due, 1 second by default
 * @param schedule      how long after each attempt the next one follows, unless the endpoint or the event type says
 *                      otherwise: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h by default
 * @param jitter        by how much of itself each of them may be longer or shorter, 0.1 by default
 * @param longestRetryAfter up to what an endpoint may ask to be left alone, 24 hours by default
 * @param firstDelay    how long to wait after the first failure of the database, 100 milliseconds by default; twice as long
 *                      after each that follows
 * @param longestDelay  but no longer than that, 5 seconds by default
 * @param drain         how long deliveries under way are waited for when the service stops, 10 seconds by default
 */
@Validated
@ConfigurationProperties("fourways.dispatch.delivery")
public record DeliveryProperties(
        @DefaultValue("500") @Min(1) int batch,
        @DefaultValue("4MB") DataSize batchSize,
        @DefaultValue("90s") @DurationMin(seconds = 1) Duration lease,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration pollInterval,

        @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
        List<Duration> schedule,

        @DefaultValue("0.1") @DecimalMin("0") @DecimalMax("1")
        double jitter,

        @DefaultValue("24h") @DurationMin(seconds = 0) Duration longestRetryAfter,
        @DefaultValue("100ms") @DurationMin(millis = 1) Duration firstDelay,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration longestDelay,
        @DefaultValue("10s") @DurationMin(millis = 0) Duration drain) {}
