package io.fourways.gateway.fanout;

import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.tally.FanoutMetrics;
import io.fourways.gateway.tally.OutgoingMetrics;
import io.fourways.gateway.way.Way;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Every reader of a log at this gateway, event loop by event loop. */
public final class Fanout implements LogTail.Listener, Readers {

    private final Window window;
    private final Replay replay;
    private final Duration idle;
    private final Coalescing coalescing;
    private final Map<EventLoop, LoopFanout> loops = new ConcurrentHashMap<>();
    private final Audience audience = new Audience();
    private final FanoutMetrics metrics;
    private volatile LoopFanout[] signalled = {};
    private volatile @Nullable Supplier<Duration> goingAway;

    /** The only one of a gateway, which hands out everything at once. */
    public Fanout(Window window, Replay replay, Duration idle, MeterRegistry registry, EventSpans spans) {
        this(window, replay, idle, Coalescing.NONE, new FanoutMetrics(registry, spans));
    }

    /**
     * @param idle       after how long without an event a reader is told its place
     * @param coalescing how long events gather at an event loop that is busy
     * @param metrics    of all logs together
     */
    public Fanout(Window window, Replay replay, Duration idle, Coalescing coalescing, FanoutMetrics metrics) {
        this.window = window;
        this.replay = replay;
        this.idle = idle;
        this.coalescing = coalescing;
        this.metrics = metrics;
    }

    /**
     * A reader on the connection's event loop, on which this must be called; {@link Reader#close()} ends it. One that was
     * on its way in when the gateway began to go away is told so as soon as it has begun.
     *
     * @throws IllegalStateException on any other thread
     */
    public Reader open(EventLoop eventLoop, Sink sink) {
        OwnThread.require(eventLoop);
        LoopFanout loop = loops.computeIfAbsent(eventLoop, this::newLoop);
        Reader reader = loop.open(sink);
        Supplier<Duration> reconnectAfter = goingAway; // read behind open: who is not told here is told by drain
        if (reconnectAfter != null) {
            loop.sendAway(reader, reconnectAfter);
        }
        return reader;
    }

    private LoopFanout newLoop(EventLoop eventLoop) {
        return new LoopFanout(
                eventLoop, window, replay, audience.ofLoop(), metrics, coalescing, System::nanoTime, idle.toNanos());
    }

    /** Where it is counted what readers of a way are given; who gathers an answer counts what it sends in the end itself. */
    public OutgoingMetrics outgoing(Way way) {
        return metrics.outgoing(way);
    }

    @Override
    public Mono<Integer> count() {
        return onEachLoop(loop -> loop.readers().size()).reduce(0, Integer::sum);
    }

    @Override
    public Mono<Void> drain(Duration spread, Supplier<Duration> reconnectAfter) {
        goingAway = reconnectAfter;
        return onEachLoop(loop -> loop.drain(spread, reconnectAfter))
                .flatMap(Mono::fromFuture)
                .then();
    }

    /**
     * How many subscriptions of each way select each of these channels. With many channels this takes a while, and is for
     * a thread that serves no connection.
     */
    public Map<String, Map<Way, Integer>> countReaders(Collection<String> channels) {
        return audience.of(channels);
    }

    private <T> Flux<T> onEachLoop(Function<LoopFanout, T> question) {
        return Flux.fromIterable(loops.entrySet())
                .flatMap(entry -> Mono.fromSupplier(() -> question.apply(entry.getValue()))
                        .subscribeOn(Schedulers.fromExecutor(entry.getKey())));
    }

    @Override
    public void appended(LogEntry entry) {
        for (LoopFanout loop : loops()) {
            loop.appended(entry);
        }
    }

    @Override
    public void replaced() {
        replay.clear();
        for (LoopFanout loop : loops()) {
            loop.replaced();
        }
    }

    private LoopFanout[] loops() {
        LoopFanout[] known = signalled;
        if (known.length != loops.size()) {
            known = loops.values().toArray(LoopFanout[]::new);
            signalled = known;
        }
        return known;
    }
}
