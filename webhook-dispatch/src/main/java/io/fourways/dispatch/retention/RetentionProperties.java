package io.fourways.dispatch.retention;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long messages and what became of them are kept. Whole days (UTC) go at once, so it may be up to a day more.
 *
 * @param messages      messages, their deliveries and attempts, 30 days by default; a day that has something pending stays
 * @param longest       but no longer than that, 60 days by default and 400 at most: what an endpoint that is disabled, or
 *                      parked, has not got by then it never gets
 * @param deduplication how long the identity of what has become a message is remembered, so that it does not become another,
 *                      60 days by default
 * @param idempotency   how long a request with an {@code Idempotency-Key} may be repeated, 12 hours by default
 * @param statistics    how long is known what became of endpoints' deliveries, 400 days by default, also of those that are gone
 */
@Validated
@ConfigurationProperties("fourways.dispatch.retention")
public record RetentionProperties(
        @DefaultValue("30d") @DurationMin(hours = 1) Duration messages,

        @DefaultValue("60d") @DurationMin(hours = 1) @DurationMax(days = 400)
        Duration longest,

        @DefaultValue("60d") @DurationMin(hours = 1) Duration deduplication,
        @DefaultValue("12h") @DurationMin(minutes = 1) Duration idempotency,
        @DefaultValue("400d") @DurationMin(days = 29) Duration statistics) {

    @AssertTrue(message = "fourways.dispatch.retention.longest must be at least fourways.dispatch.retention.messages")
    boolean isLongestAtLeastRetention() {
        return longest.compareTo(messages) >= 0;
    }

    @AssertTrue(
            message = "fourways.dispatch.retention.deduplication must be at least fourways.dispatch.retention.longest")
    boolean isRememberedAsLongAsKept() {
        return deduplication.compareTo(longest) >= 0;
    }
}
