package io.fourways.ingest.receiving;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a request may bring, how long it may take, and how many there may be.
 *
 * @param maxBodySize       the size of a webhook's body, 1 MB by default
 * @param bodyTimeout       how long a body may take to arrive, 10 seconds by default
 * @param maxBytesInFlight  how many bytes of bodies may be in memory at once, 128 MB by default; of one source a quarter, or
 *                          one body
 * @param requestsPerSecond how many genuine webhooks of one source an instance takes each second, unless the source says
 *                          otherwise, 2000 by default
 * @param retryAfter        what a sender is told to wait that has to come again, 1 second by default
 */
@Validated
@ConfigurationProperties("fourways.ingest.receiving")
record ReceivingProperties(
        @DefaultValue("1MB") DataSize maxBodySize,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration bodyTimeout,
        @DefaultValue("128MB") DataSize maxBytesInFlight,
        @DefaultValue("2000") @Min(1) int requestsPerSecond,
        @DefaultValue("1s") @DurationMin(seconds = 1) Duration retryAfter) {

    @AssertTrue(message = "fourways.ingest.receiving.max-body-size must lie between 1 and 2147483647")
    boolean isABodyOfPossibleSize() {
        return maxBodySize.toBytes() >= 1 && maxBodySize.toBytes() <= Integer.MAX_VALUE;
    }

    @AssertTrue(
            message = "fourways.ingest.receiving.max-bytes-in-flight must be at least"
                    + " fourways.ingest.receiving.max-body-size")
    boolean isThereRoomForABody() {
        return maxBytesInFlight.compareTo(maxBodySize) >= 0;
    }

    /** How many of those may be bodies sent to one source. */
    long maxBytesOfASource() {
        return Math.max(maxBytesInFlight.toBytes() / 4, maxBodySize.toBytes());
    }
}
