package io.fourways.ingest.inbox;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How webhooks are stored together, and how many may wait for it.
 *
 * @param maxWaiting      how many webhooks may wait to be stored, 10,000 by default; beyond it they are refused at once
 * @param maxWaitingBytes how many bytes of them, 64 MB by default
 * @param maxWait         how long one may wait before it is refused, 3 seconds by default: more than a transaction may
 *                        last, less than providers wait
 * @param batchSize       how many webhooks one transaction stores, 256 by default
 * @param batchBytes      from how many bytes on no more of them join it, 1 MB by default
 * @param batchesInFlight how many transactions there are at once, 3 by default: one commits while others fill up
 */
@Validated
@ConfigurationProperties("fourways.ingest.inbox")
record InboxProperties(
        @DefaultValue("10000") @Min(1) int maxWaiting,
        @DefaultValue("64MB") DataSize maxWaitingBytes,
        @DefaultValue("3s") @DurationMin(millis = 1) Duration maxWait,
        @DefaultValue("256") @Min(1) int batchSize,
        @DefaultValue("1MB") DataSize batchBytes,
        @DefaultValue("3") @Min(1) int batchesInFlight) {

    @AssertTrue(message = "fourways.ingest.inbox.max-waiting-bytes must be at least 1")
    boolean isThereRoomToWait() {
        return maxWaitingBytes.toBytes() >= 1;
    }

    @AssertTrue(message = "fourways.ingest.inbox.batch-bytes must be at least 1")
    boolean isThereRoomInABatch() {
        return batchBytes.toBytes() >= 1;
    }
}
