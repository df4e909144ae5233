package io.fourways.service.publishing;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How hard the broker is pushed, and how long its confirm is waited for.
 *
 * @param maxInFlight    how many events may wait for their confirm at once, 1000 by default; beyond it publishing is
 *                       refused
 * @param maxUnconfirmed how many bytes of events may have been sent and not confirmed, 4 MB by default; beyond it the
 *                       next waits, and the log's chunks are no larger than this times the publishers
 * @param confirmTimeout how long a caller waits for the confirm, 5 seconds by default
 * @param reconnectDelay how long to wait between attempts to reach a broker that is away, 500 milliseconds by default
 * @param retryAfter     what a refused caller is told to wait, 1 second by default
 */
@Validated
@ConfigurationProperties("fourways.publishing")
record PublishingProperties(
        @DefaultValue("1000") @Min(1) int maxInFlight,
        @DefaultValue("4MB") DataSize maxUnconfirmed,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration confirmTimeout,
        @DefaultValue("500ms") @DurationMin(millis = 1) Duration reconnectDelay,
        @DefaultValue("1s") @DurationMin(seconds = 1) Duration retryAfter) {

    @AssertTrue(message = "fourways.publishing.max-unconfirmed must be at least 1")
    boolean isThereRoomForAnEvent() {
        return maxUnconfirmed.toBytes() >= 1;
    }
}
