package io.fourways.gateway.replay;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.log.Window;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Reads the log behind the window. Pages lie at fixed places, so that readers who are near each other share them, and
 * each is read once however many wait for it (single-flight); a fixed number of threads reads, so that replay takes no
 * more than its share of the broker.
 *
 * <p>Duplicates by identity are left out when they stand within {@value #LOOK_BACK} offsets of each other.
 */
public final class Replay implements AutoCloseable {

    static final int PAGE = 4096;
    static final int LOOK_BACK = 1024;
    private static final ByteBufAllocator ON_HEAP = new UnpooledByteBufAllocator(false, true);
    private static final Duration EARLIEST_IS_FRESH = Duration.ofSeconds(1);

    private final LogSource source;
    private final Window window;
    private final ExecutorService readers;
    private final AsyncCache<PageKey, Page> pages;
    private final AsyncLoadingCache<Integer, Cursor> earliest;

    /**
     * @param concurrency how many pages are read from the broker at a time
     * @param cacheBytes  how many bytes of pages are kept for others to share
     */
    public Replay(LogSource source, Window window, int concurrency, long cacheBytes) {
        this(
                source,
                window,
                Executors.newFixedThreadPool(concurrency, new CustomizableThreadFactory("replay-")),
                cacheBytes);
    }

    /** The same on given threads, which are shut down with this. */
    public Replay(LogSource source, Window window, ExecutorService readers, long cacheBytes) {
        this.source = source;
        this.window = window;
        this.readers = readers;
        this.pages = Caffeine.newBuilder()
                .executor(readers)
                .maximumWeight(cacheBytes)
                .weigher((PageKey key, Page page) -> page.weight())
                .buildAsync();
        this.earliest = Caffeine.newBuilder()
                .executor(readers)
                .expireAfterWrite(EARLIEST_IS_FRESH)
                .buildAsync(generation -> findEarliest());
    }

    /** Which page, and of which log: what is read of one must not be taken for the next one's. */
    private record PageKey(int generation, long number) {}

    /** The page that covers the offset behind this one. Fails with {@link LogUnavailableException}. */
    public CompletableFuture<Page> after(long offset) {
        long wanted = offset + 1;
        PageKey key = new PageKey(window.generation(), Math.floorDiv(wanted, (long) PAGE));
        CompletableFuture<Page> cached = pages.getIfPresent(key);
        if (cached != null && isOutgrown(cached, wanted)) {
            pages.asMap().remove(key, cached);
        }
        return pages.get(key, this::load)
                .thenCompose(page -> page.end() <= wanted && wanted < windowStart()
                        ? after(offset)
                        : CompletableFuture.completedFuture(page));
    }

    /** A page that was cut where the window then began does not serve what lies behind. */
    private static boolean isOutgrown(CompletableFuture<Page> cached, long wanted) {
        Page page = cached.isCompletedExceptionally() ? null : cached.getNow(null);
        return page != null && page.end() <= wanted;
    }

    /** The place before the earliest event that is left, up to a second old. Fails with {@link LogUnavailableException}. */
    public CompletableFuture<Cursor> earliest() {
        return earliest.get(window.generation()).copy(); // one who asked and goes cancels only this
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
    }

    private Page load(PageKey key) {
        long from = key.number() * PAGE;
        long end = Math.min(from + PAGE, windowStart());
        long first = Math.max(0, from - LOOK_BACK);
        List<LogRecord> records = end <= first ? List.of() : source.read(first, end, PAGE + LOOK_BACK);
        List<LogEntry> entries = new ArrayList<>();
        EntryDecoder decoder = new EntryDecoder(ON_HEAP, new Identities(PAGE + LOOK_BACK));
        for (LogRecord record : records) {
            entries.add(decoder.decode(record).entry());
        }
        Cursor begin = beginsAt(first, entries) ? null : begin(key, from, entries);
        entries.removeIf(entry -> entry.offset() < from);
        return new Page(List.copyOf(entries), from, end, begin);
    }

    private static boolean beginsAt(long first, List<LogEntry> entries) {
        return !entries.isEmpty() && entries.get(0).offset() == first;
    }

    /** Offsets have holes, so what is missing may have been forgotten or may never have been: only asking tells. */
    private @Nullable Cursor begin(PageKey key, long from, List<LogEntry> entries) {
        Cursor found = findEarliest();
        earliest.put(key.generation(), CompletableFuture.completedFuture(found));
        Cursor had = entries.isEmpty() ? found : entries.get(0).cursor().asBefore();
        Cursor begin = had.offset() < found.offset() ? had : found;
        return begin.offset() < from ? null : begin;
    }

    private Cursor findEarliest() {
        List<LogRecord> first = source.read(0, windowStart(), 1);
        if (!first.isEmpty()) {
            EntryDecoder decoder = new EntryDecoder(ON_HEAP, new Identities(1));
            return decoder.decode(first.get(0)).entry().cursor().asBefore();
        }
        return oldestInWindow().asBefore();
    }

    private long windowStart() {
        return oldestInWindow().offset();
    }

    private Cursor oldestInWindow() {
        Cursor oldest = window.oldest();
        if (oldest == null) {
            throw new LogUnavailableException("nothing of the log has been read yet");
        }
        return oldest;
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
