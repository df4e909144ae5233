package io.fourways.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a gateway remembers and reads logs.
 *
 * @param logs         which logs it serves, by name; by default all there are
 * @param window       the newest of each log, in memory
 * @param replay       reading each log behind the window
 * @param heartbeat    after how long without an event a connection is told its place, 15 s by default
 * @param coalescing   how long events gather while there is much to do
 * @param cursorWait   how long a cursor that is ahead of this gateway is waited for, 2 s by default
 * @param maxChannels  how many channels' rates are remembered of each log, and how many of its channels behind the window,
 *                     100,000 by default
 */
@Validated
@ConfigurationProperties("fourways.gateway")
record GatewayProperties(
        @DefaultValue List<String> logs,
        @Valid @DefaultValue Window window,
        @Valid @DefaultValue Replay replay,
        @DefaultValue("15s") Duration heartbeat,
        @Valid @DefaultValue Coalescing coalescing,
        @DefaultValue("2s") Duration cursorWait,
        @DefaultValue("100000") @Min(1) long maxChannels) {

    /**
     * The newest of a log, in memory; whatever bound is reached first counts.
     *
     * @param maxEvents  how many events, 100,000 by default
     * @param maxBytes   how many bytes of them, 64 MB by default; once more as much when they are read by SSE,
     *                   and less than that when WebSockets get them compressed
     * @param identities how many events' identities are remembered, so that the same is not delivered twice, 100,000
     *                   by default
     */
    record Window(
            @DefaultValue("100000") @Min(2) @Max(1 << 28) int maxEvents,
            @DefaultValue("64MB") DataSize maxBytes,
            @DefaultValue("100000") @Min(1) int identities) {}

    /**
     * Reading a log behind its window.
     *
     * @param concurrency how many pages are read from the broker at a time, 4 by default
     * @param waiting     how many pages wait to be read, beyond which readers that begin are told to come back, 256 by default;
     *                    those that are being served go on
     * @param reading     how many bytes of the log are read at a time, by all together, 32 MB by default; a page has at
     *                    most its part of it, 8 MB, or a single event. As much again is held while pages are made of it
     * @param cache       how many bytes of pages are kept to be shared, 64 MB by default
     * @param lastScan    how many places behind the window are searched for {@code last=N}, 200,000 by default; of large
     *                    events as many as are in the pages that so many small ones would take
     */
    record Replay(
            @DefaultValue("4") @Min(1) int concurrency,
            @DefaultValue("256") @Min(1) int waiting,
            @DefaultValue("32MB") DataSize reading,
            @DefaultValue("64MB") DataSize cache,
            @DefaultValue("200000") @Min(0) long lastScan) {}

    /**
     * How long events gather at an event loop that is busy with handing them out, so that a connection is sent several at once.
     *
     * @param ratio  for how many times as long as it was busy with the last, 2 by default; 0 for never
     * @param atMost and for no longer than this, 20 ms by default
     */
    record Coalescing(
            @DefaultValue("2") @DecimalMin("0") @DecimalMax("100")
            double ratio,

            @DefaultValue("20ms") @DurationMin @DurationMax(seconds = 10)
            Duration atMost) {

        io.fourways.gateway.fanout.Coalescing settings() {
            return new io.fourways.gateway.fanout.Coalescing(ratio, atMost);
        }
    }
}
