package io.fourways.gateway.serving;

import io.fourways.gateway.channels.ChannelBackfill;
import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.fanout.Coalescing;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogState;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Placemark;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.gateway.tally.FanoutMetrics;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Clock;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Logs in memory as a gateway serves them. */
public final class TestLogs {

    private final MeterRegistry meters;
    private final FanoutMetrics readers;
    private final Policies policies;
    private final Duration cursorWait;

    public TestLogs() {
        this(new SimpleMeterRegistry(), Policies.NONE, Duration.ZERO);
    }

    /** @param cursorWait how long a cursor that is ahead of the log is waited for */
    public TestLogs(MeterRegistry meters, Policies policies, Duration cursorWait) {
        this.meters = meters;
        this.readers = new FanoutMetrics(meters, EventSpans.OFF);
        this.policies = policies;
        this.cursorWait = cursorWait;
    }

    /** One that is not followed yet. */
    public ServedLog of(InMemoryLog log) {
        Window window = new Window(1000, DataSize.ofMegabytes(8).toBytes());
        Replay replay = Replays.of(log, window, policies);
        Fanout fanout = new Fanout(window, replay, Duration.ofMillis(500), Coalescing.NONE, readers);
        LogTail tail = new LogTail(
                window,
                new EntryDecoder(
                        log.log(), PooledByteBufAllocator.DEFAULT, new Identities(1000), policies, EventSpans.OFF),
                meters);
        tail.addListener(fanout);
        Starts starts = new Starts(window, replay, LogState.of(tail, log), cursorWait, 1000);
        ChannelDirectory channels = new ChannelDirectory(Clock.systemUTC(), 1000);
        ChannelBackfill backfill = new ChannelBackfill(log, replay, Clock.systemUTC(), 1000);
        return new ServedLog(log, tail, window, replay, fanout, starts, channels, backfill);
    }

    /** One that is followed, and in which there is a placemark at least. */
    public ServedLog following(InMemoryLog log) {
        ServedLog served = of(log);
        log.append(Placemark.create());
        log.follow(1000, served.tail());
        return served;
    }
}
