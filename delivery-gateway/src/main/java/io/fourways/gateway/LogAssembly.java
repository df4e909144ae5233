package io.fourways.gateway;

import io.fourways.gateway.channels.ChannelBackfill;
import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogState;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.ReplayLimits;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.tally.FanoutMetrics;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Clock;

/** Puts together what serves a log, for each in the same way. */
final class LogAssembly {

    private final GatewayProperties properties;
    private final Policies policies;
    private final MeterRegistry metrics;
    private final EventSpans spans;
    private final FanoutMetrics readers;

    LogAssembly(GatewayProperties properties, Policies policies, MeterRegistry metrics, EventSpans spans) {
        this.properties = properties;
        this.policies = policies;
        this.metrics = metrics;
        this.spans = spans;
        this.readers = new FanoutMetrics(metrics, spans);
    }

    ServedLog assemble(LogSource source) {
        Window window = window();
        LogTail tail = tail(source.log(), window);
        Replay replay = replay(source, window);
        Fanout fanout = new Fanout(
                window, replay, properties.heartbeat(), properties.coalescing().settings(), readers);
        Clock clock = Clock.systemUTC();
        ChannelDirectory channels = new ChannelDirectory(clock, properties.maxChannels());
        ChannelBackfill backfill = new ChannelBackfill(source, replay, clock, properties.maxChannels());
        tail.addListener(channels);
        tail.addListener(backfill);
        tail.addListener(fanout);
        Starts starts = new Starts(
                window,
                replay,
                LogState.of(tail, source),
                properties.cursorWait(),
                properties.replay().lastScan());
        return new ServedLog(source, tail, window, replay, fanout, starts, channels, backfill);
    }

    private Window window() {
        GatewayProperties.Window window = properties.window();
        return new Window(window.maxEvents(), window.maxBytes().toBytes());
    }

    private LogTail tail(String log, Window window) {
        Identities identities = new Identities(properties.window().identities());
        return new LogTail(
                window, new EntryDecoder(log, PooledByteBufAllocator.DEFAULT, identities, policies, spans), metrics);
    }

    private Replay replay(LogSource source, Window window) {
        GatewayProperties.Replay replay = properties.replay();
        return new Replay(
                source,
                window,
                new ReplayLimits(
                        replay.concurrency(),
                        replay.waiting(),
                        replay.reading().toBytes(),
                        replay.cache().toBytes()),
                policies,
                metrics);
    }
}
