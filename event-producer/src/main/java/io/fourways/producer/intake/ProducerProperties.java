package io.fourways.producer.intake;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What one request may bring, and how much one subject may publish.
 *
 * @param maxEventSize  the size of one event's body or, in a batch, of its element; 1 MB by default
 * @param maxBatchSize  how many events a batch may hold, 1000 by default
 * @param maxBatchBytes the size of a batch's body, 8 MB by default
 * @param publishRate   events one subject may publish per second in the long run, a batch counting for what it holds,
 *                      100,000 by default: those who publish here are servers, and more are kept out by what the broker
 *                      confirms. In open mode nobody has a subject
 * @param publishBurst  events one subject may publish at once after a pause, 200,000 by default
 */
@Validated
@ConfigurationProperties("fourways.producer")
record ProducerProperties(
        @DefaultValue("1MB") DataSize maxEventSize,
        @DefaultValue("1000") @Min(1) int maxBatchSize,
        @DefaultValue("8MB") DataSize maxBatchBytes,
        @DefaultValue("100000") @Min(1) int publishRate,
        @DefaultValue("200000") @Min(1) int publishBurst) {}
