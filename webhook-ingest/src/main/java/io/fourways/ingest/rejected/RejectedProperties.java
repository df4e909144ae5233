package io.fourways.ingest.rejected;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much is kept of webhooks that were refused.
 *
 * @param maxBodySize      how much of a body, 64 KB by default
 * @param maxBytesPerHour  how much of one source's an instance keeps in an hour, and at once, 16 MB by default: beyond
 *                         it they are counted and dropped
 * @param maxWaitingBytes  how much may wait to be stored, 4 MB by default
 * @param batchSize        how many are stored by one transaction, 256 by default
 * @param pause            how long to wait between two transactions, 100 milliseconds by default
 */
@Validated
@ConfigurationProperties("fourways.ingest.rejected")
record RejectedProperties(
        @DefaultValue("64KB") DataSize maxBodySize,
        @DefaultValue("16MB") DataSize maxBytesPerHour,
        @DefaultValue("4MB") DataSize maxWaitingBytes,
        @DefaultValue("256") @Min(1) int batchSize,
        @DefaultValue("100ms") @DurationMin(millis = 1) Duration pause) {

    @AssertTrue(message = "fourways.ingest.rejected.max-body-size must lie between 0 and 2147483647")
    boolean isAKeptBodyOfPossibleSize() {
        return maxBodySize.toBytes() >= 0 && maxBodySize.toBytes() <= Integer.MAX_VALUE;
    }

    @AssertTrue(message = "fourways.ingest.rejected.max-bytes-per-hour must not be negative")
    boolean isAnHoursShareOfPossibleSize() {
        return maxBytesPerHour.toBytes() >= 0;
    }

    @AssertTrue(message = "fourways.ingest.rejected.max-waiting-bytes must not be negative")
    boolean isRoomToWaitOfPossibleSize() {
        return maxWaitingBytes.toBytes() >= 0;
    }
}
