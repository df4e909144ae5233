package io.fourways.gateway.replay;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Reads the log behind the window, in pages that hold so many bytes at most, or a single event. Pages lie at fixed
 * places, or continue the one before, so that readers who are near each other share them, and each is read once however
 * many wait for it (single-flight). A fixed number of threads reads, so that replay takes no more than its share of the broker
 * and of this gateway's memory. Who begins is sent away when a fixed number of pages waits for them; who has begun, and goes on,
 * waits for a turn however many there are, which are no more than subscriptions.
 *
 * <p>Duplicates by identity are left out when they stand within {@value #LOOK_BACK} places of each other; where so many
 * hold more bytes than a page may, a page that continues no other may know of fewer.
 */
public final class Replay implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    /** How many places a page has at most. */
    public static final int PAGE = 4096;

    static final int LOOK_BACK = LogSource.LOOK_BACK;
    private static final Duration EARLIEST_IS_FRESH = Duration.ofSeconds(1);

    private final Window window;
    private final ExecutorService readers;
    private final PagePlaces places = new PagePlaces();
    private final PageReader reader;
    private final ReplayMetrics metrics;
    private final int line;
    private final long perStretch;
    private final AtomicInteger inLine = new AtomicInteger();
    private final AsyncCache<PageKey, Page> pages;
    private final AsyncCache<Integer, Cursor> earliest;

    /** @param policies what counts for the channels of what is read */
    public Replay(LogSource source, Window window, ReplayLimits limits, Policies policies, MeterRegistry registry) {
        this(
                source,
                window,
                new ThreadPoolExecutor(
                        limits.concurrency(),
                        limits.concurrency(),
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        new CustomizableThreadFactory("replay-")),
                limits,
                policies,
                registry);
    }

    /** The same on given threads, which are shut down with this. */
    public Replay(
            LogSource source,
            Window window,
            ExecutorService readers,
            ReplayLimits limits,
            Policies policies,
            MeterRegistry registry) {
        this.window = window;
        this.readers = readers;
        this.reader = new PageReader(source, window, places, policies, limits);
        this.line = limits.concurrency() + limits.waiting();
        this.perStretch = limits.bytesAtOnce() / limits.pageBytes();
        this.metrics = new ReplayMetrics(registry, inLine);
        this.pages = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(limits.cacheBytes())
                .weigher((PageKey key, Page page) -> page.weight())
                .buildAsync();
        this.earliest = Caffeine.newBuilder()
                .executor(Runnable::run)
                .expireAfterWrite(EARLIEST_IS_FRESH)
                .buildAsync();
    }

    /** Which page, and of which log: what is read of one must not be taken for the next one's. */
    private record PageKey(int generation, long start) {}

    /** Whether somebody begins to read behind the window, or is being served and goes on. */
    private enum Turn {
        FIRST,
        NEXT
    }

    /**
     * The page that covers the offset behind this one, for one who begins. Fails with {@link LogUnavailableException}, also when
     * too much waits to be read.
     */
    public CompletableFuture<Page> after(long offset) {
        return after(offset, PAGE, Turn.FIRST);
    }

    /** The same for one who is being served and goes on, and who is not sent away for those who have come since. */
    public CompletableFuture<Page> furtherAfter(long offset) {
        return after(offset, PAGE, Turn.NEXT);
    }

    /** The same, of a page that begins at most so many places before. */
    private CompletableFuture<Page> after(long offset, int stride, Turn turn) {
        metrics.asked();
        long wanted = offset + 1;
        int generation = window.generation();
        PageKey key = new PageKey(generation, places.startOf(generation, wanted, stride));
        CompletableFuture<Page> cached = pages.getIfPresent(key);
        if (cached != null && isOutgrown(cached, wanted)) {
            pages.asMap().remove(key, cached);
        }
        return once(pages, key, turn, () -> read(key))
                .thenCompose(page ->
                        page.end() > wanted ? CompletableFuture.completedFuture(page) : on(key, page, offset, turn));
    }

    /** A page that was cut where the window then began does not serve what lies behind. */
    private static boolean isOutgrown(CompletableFuture<Page> cached, long wanted) {
        Page page = cached.isCompletedExceptionally() ? null : cached.getNow(null);
        return page != null && !page.full() && page.end() <= wanted;
    }

    /** On from a page that does not hold what was wanted: it was full before, or ended where the window begins. */
    private CompletableFuture<Page> on(PageKey key, Page page, long offset, Turn turn) {
        if (page.full()) {
            return after(offset, places.refine(key.generation(), page), turn);
        }
        return offset + 1 < reader.windowStart() ? after(offset, PAGE, turn) : CompletableFuture.completedFuture(page);
    }

    private Page read(PageKey key) {
        return metrics.read(() -> reader.read(
                key.generation(),
                key.start(),
                found -> earliest.put(key.generation(), CompletableFuture.completedFuture(found))));
    }

    /** The place before the earliest event that is left, up to a second old. Fails with {@link LogUnavailableException}. */
    public CompletableFuture<Cursor> earliest() {
        return once(earliest, window.generation(), Turn.FIRST, reader::earliest)
                .copy(); // one who asked and goes cancels only this
    }

    /** How many pages may be looked at for so many places; where these are large, they are in more. */
    public long pagesOf(long places) {
        return (places / PAGE + 2) * perStretch;
    }

    /** What a key stands for, which is found out on a thread that reads, unless it is known or being found out. */
    private <K, V> CompletableFuture<V> once(AsyncCache<K, V> known, K key, Turn turn, Supplier<V> found) {
        try {
            return known.get(key, (missing, unused) -> inTurn(turn, found));
        } catch (RejectedExecutionException full) {
            metrics.refused();
            return CompletableFuture.failedFuture(
                    new LogUnavailableException("too many places of the log wait to be read", full));
        }
    }

    private <V> CompletableFuture<V> inTurn(Turn turn, Supplier<V> found) {
        if (inLine.incrementAndGet() > line && turn == Turn.FIRST) {
            inLine.decrementAndGet();
            throw new RejectedExecutionException("The line is full");
        }
        try {
            return CompletableFuture.supplyAsync(() -> served(found), readers);
        } catch (RejectedExecutionException closed) {
            inLine.decrementAndGet();
            throw closed;
        }
    }

    private <V> V served(Supplier<V> found) {
        try {
            return found.get();
        } catch (LogUnavailableException away) {
            log.warn("A page of the log could not be read: {}", away.getMessage() + because(away));
            log.debug("How it could not be read", away);
            throw away;
        } catch (RuntimeException | Error failure) {
            log.error("A page of the log could not be made", failure);
            throw failure;
        } finally {
            inLine.decrementAndGet();
        }
    }

    private static String because(LogUnavailableException away) {
        return away.getCause() == null ? "" : ": " + away.getCause();
    }

    /** The cursor of the very event at an offset behind the window; null when there is none. */
    public CompletableFuture<@Nullable Cursor> at(long offset) {
        return after(offset - 1).thenApply(page -> {
            List<LogEntry> found = page.after(offset - 1);
            return found.isEmpty() || found.get(0).offset() != offset
                    ? null
                    : found.get(0).cursor();
        });
    }

    /** Forgets what was read, since the log is another. */
    public void clear() {
        pages.synchronous().invalidateAll();
        earliest.synchronous().invalidateAll();
        places.clear();
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
