package io.fourways.ingest.retention;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what was received is kept. Whole days (UTC) go at once, so it may be up to a day more.
 *
 * @param retention         accepted webhooks, once they are published, 7 days by default; what is not published stays
 * @param rejectedRetention forged, stale and malformed ones, 3 days by default
 * @param deduplication     how long the identity of an accepted one is remembered, so that it is not accepted again, 30
 *                          days by default; a rejected one may be released as long as it is kept, and counts from when
 *                          it came
 */
@Validated
@ConfigurationProperties("fourways.ingest")
record RetentionProperties(
        @DefaultValue("7d") @DurationMin(hours = 1) Duration retention,
        @DefaultValue("3d") @DurationMin(hours = 1) Duration rejectedRetention,
        @DefaultValue("30d") @DurationMin(hours = 1) Duration deduplication) {

    @AssertTrue(message = "fourways.ingest.deduplication must be at least fourways.ingest.retention")
    boolean isRememberedAsLongAsKept() {
        return deduplication.compareTo(retention) >= 0;
    }

    @AssertTrue(
            message =
                    "fourways.ingest.deduplication must be at least a day more than fourways.ingest.rejected-retention")
    boolean isRememberedWhenReleased() {
        return deduplication.compareTo(rejectedRetention.plusDays(1)) >= 0;
    }
}
