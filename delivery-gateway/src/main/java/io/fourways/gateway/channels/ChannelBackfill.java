package io.fourways.gateway.channels;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.replay.Replay;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The channels of what the log held before this gateway began to follow it, which a {@link ChannelDirectory} has not
 * seen. The log is looked through once, when somebody first asks for them, on a thread that serves nobody: in steps of
 * few bytes, each followed by a rest of three times as long, so that it takes at most a quarter of one thread.
 */
public final class ChannelBackfill implements LogTail.Listener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChannelBackfill.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int REST = 3;

    private final LogSource source;
    private final Replay replay;
    private final Clock clock;
    private final long maxChannels;
    private volatile long followedFrom = -1;
    private volatile @Nullable Past past;
    private volatile boolean closed;

    /** @param maxChannels how many are remembered */
    public ChannelBackfill(LogSource source, Replay replay, Clock clock, long maxChannels) {
        this.source = source;
        this.replay = replay;
        this.clock = clock;
        this.maxChannels = maxChannels;
    }

    /**
     * How much of the log is known.
     *
     * @param whole    whether all that it held when this gateway began to follow it was looked through
     * @param earliest the offset of the earliest event that is left
     */
    record Extent(boolean whole, long earliest) {

        /** Nothing that could be said of it. */
        static final Extent UNKNOWN = new Extent(false, 0);
    }

    @Override
    public void appended(LogEntry entry) {
        if (followedFrom < 0) {
            followedFrom = entry.offset();
        }
    }

    @Override
    public synchronized void replaced() {
        followedFrom = -1;
        past = null;
    }

    /** What is known by now, or in a moment: a log that is not long is looked through by then. */
    Mono<Extent> extent() {
        Mono<Long> earliest = Mono.fromFuture(replay::earliest, true).map(Cursor::offset);
        return Mono.zip(whole(), earliest, Extent::new)
                .timeout(PATIENCE.multipliedBy(2))
                .onErrorResume(ChannelBackfill::unknown);
    }

    private static Mono<Extent> unknown(Throwable cause) {
        log.warn("How far back the log reaches could not be found out: {}", cause.toString());
        return Mono.just(Extent.UNKNOWN);
    }

    private Mono<Boolean> whole() {
        Past current = begun();
        return current == null
                ? Mono.just(false)
                : Mono.fromFuture(current.whole(), true).timeout(PATIENCE, Mono.just(false));
    }

    private synchronized @Nullable Past begun() {
        if (past == null && followedFrom >= 0 && !closed) {
            past = new Past(followedFrom, maxChannels);
            goOn(past, 0);
        }
        return past;
    }

    private void goOn(Past current, long nanos) {
        var unused = Schedulers.boundedElastic().schedule(() -> lookOn(current), nanos, TimeUnit.NANOSECONDS);
    }

    private void lookOn(Past current) {
        if (current != past) {
            return; // the log is another, or this is closed
        }
        long start = System.nanoTime();
        try {
            if (current.lookOn(source, clock.millis())) {
                goOn(current, REST * (System.nanoTime() - start));
            }
        } catch (LogUnavailableException away) {
            log.warn("Channels cannot be looked for in the log's past yet: {}", away.toString());
            goOn(current, RETRY.toNanos());
        }
    }

    /** The traffic on every channel found so far that has an event at this offset or behind it, by name. */
    Map<String, Traffic> trafficSince(long offset) {
        Past current = past;
        return current == null ? Map.of() : current.trafficSince(offset, clock.millis());
    }

    @Override
    public synchronized void close() {
        closed = true;
        past = null;
    }
}
