package io.fourways.producer.samples;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often the sample channels have an event.
 *
 * @param ticker the time between two prices, 50 milliseconds by default
 * @param chat   the time between two messages, 2 seconds by default
 * @param orders the time between two steps of orders, 1 second by default
 * @param status the time between two changes of the status, 30 seconds by default
 */
@Validated
@ConfigurationProperties("fourways.samples")
record SamplesProperties(
        @DefaultValue("50ms") @DurationMin(millis = 1) Duration ticker,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration chat,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration orders,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration status) {}
