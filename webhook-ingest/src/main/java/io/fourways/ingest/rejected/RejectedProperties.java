package io.fourways.ingest.rejected;

import java.time.Duration;
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
        @DefaultValue("256") int batchSize,
        @DefaultValue("100ms") Duration pause) {}
