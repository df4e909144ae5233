package io.fourways.gateway.fanout;

import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.replay.Replay;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Every reader of this gateway, event loop by event loop. */
public final class Fanout implements LogTail.Listener {

    private final Window window;
    private final Replay replay;
    private final Duration idle;
    private final Map<EventLoop, LoopFanout> loops = new ConcurrentHashMap<>();
    private volatile LoopFanout[] signalled = {};

    /** @param idle after how long without an event a reader is told its place */
    public Fanout(Window window, Replay replay, Duration idle) {
        this.window = window;
        this.replay = replay;
        this.idle = idle;
    }

    /** A reader on the connection's event loop, on which this must be called; {@link Reader#close()} ends it. */
    public Reader open(EventLoop eventLoop, Sink sink) {
        return loops.computeIfAbsent(eventLoop, this::newLoop).open(sink);
    }

    private LoopFanout newLoop(EventLoop eventLoop) {
        return new LoopFanout(eventLoop, window, replay, idle.toNanos());
    }

    /** Calls the action for every reader, each on its own event loop, and completes when all have been. */
    public Mono<Void> forEachReader(Consumer<Reader> action) {
        return onEachLoop(loop -> List.copyOf(loop.readers()).forEach(action));
    }

    /** How many subscriptions of each way select each of these channels. */
    public Mono<Map<String, Map<Way, Integer>>> countReaders(Collection<String> channels) {
        Map<String, Map<Way, Integer>> counts = new ConcurrentHashMap<>();
        channels.forEach(channel -> counts.put(channel, Collections.synchronizedMap(new EnumMap<>(Way.class))));
        return onEachLoop(loop -> counts.forEach(loop::countReaders)).thenReturn(counts);
    }

    private Mono<Void> onEachLoop(Consumer<LoopFanout> action) {
        return Flux.fromIterable(loops.entrySet())
                .flatMap(entry -> Mono.fromRunnable(() -> action.accept(entry.getValue()))
                        .subscribeOn(Schedulers.fromExecutor(entry.getKey())))
                .then();
    }

    @Override
    public void appended(LogEntry entry) {
        signalAll();
    }

    @Override
    public void replaced() {
        replay.clear();
        signalAll();
    }

    private void signalAll() {
        LoopFanout[] known = signalled;
        if (known.length != loops.size()) {
            known = loops.values().toArray(LoopFanout[]::new);
            signalled = known;
        }
        for (LoopFanout loop : known) {
            loop.signal();
        }
    }
}
