package io.fourways.gateway.replay;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogStretch;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.log.Succession;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.fourways.service.trace.EventSpans;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes pages of what the log holds. Blocks while it reads. */
final class PageReader {

    private static final ByteBufAllocator ON_HEAP = new UnpooledByteBufAllocator(false, true);

    private final LogSource source;
    private final Window window;
    private final PagePlaces places;
    private final LookBack lookBack;
    private final Policies policies;
    private final long pageBytes;

    PageReader(LogSource source, Window window, PagePlaces places, Policies policies, ReplayLimits limits) {
        this.source = source;
        this.window = window;
        this.places = places;
        this.lookBack = new LookBack(source, limits.bytesAtOnce());
        this.policies = policies;
        this.pageBytes = limits.pageBytes();
    }

    /**
     * The page that begins at an offset.
     *
     * @param begin is told where the log begins, if that had to be asked
     */
    Page read(int generation, long from, Consumer<Cursor> begin) {
        long end = Math.min(PagePlaces.endOfStretch(from), windowStart());
        if (end <= from) {
            return new Page(List.of(), from, end, false, null);
        }
        Identities known = places.seenBefore(generation, from);
        long first = known == null ? Math.max(0, from - Replay.LOOK_BACK) : from;
        LogStretch stretch = source.read(first, end, Replay.PAGE + Replay.LOOK_BACK, pageBytes);
        Identities seen = known == null ? new Identities(Replay.LOOK_BACK) : known;
        if (first < from && stretch.end() < end) { // is too much for one read
            seen = lookBack.before(from, stretch.end() - first);
            stretch = source.read(from, end, Replay.PAGE, pageBytes);
        }
        List<LogEntry> entries = decode(stretch.records(), from, seen);
        Page page = new Page(
                List.copyOf(entries),
                from,
                stretch.end(),
                stretch.end() < end,
                begin(from, stretch.records(), entries, begin));
        places.read(generation, page, seen);
        return page;
    }

    private List<LogEntry> decode(List<LogRecord> records, long from, Identities seen) {
        EntryDecoder decoder = decoder(seen);
        Succession succession = new Succession();
        List<LogEntry> entries = new ArrayList<>(records.size());
        for (LogRecord record : records) {
            if (record.offset() < from) {
                decoder.skip(record);
            } else {
                LogEntry entry = decoder.decode(record).entry();
                succession.add(entry);
                entries.add(entry);
            }
        }
        return entries;
    }

    private EntryDecoder decoder(Identities seen) {
        return new EntryDecoder(source.log(), ON_HEAP, seen, policies, EventSpans.OFF);
    }

    /** Offsets have holes, so what is missing may have been forgotten or may never have been: only asking tells. */
    private @Nullable Cursor begin(long from, List<LogRecord> read, List<LogEntry> entries, Consumer<Cursor> asked) {
        if (!read.isEmpty() && read.get(0).offset() <= from) {
            return null;
        }
        Cursor found = earliest();
        asked.accept(found);
        Cursor had = entries.isEmpty() ? found : entries.get(0).cursor().asBefore();
        Cursor begin = had.offset() < found.offset() ? had : found;
        return begin.offset() < from ? null : begin;
    }

    /** The place before the earliest event that is left. */
    Cursor earliest() {
        List<LogRecord> first = source.read(0, windowStart(), 1, pageBytes).records();
        if (!first.isEmpty()) {
            return decoder(new Identities(1))
                    .decode(first.get(0))
                    .entry()
                    .cursor()
                    .asBefore();
        }
        return oldestInWindow().asBefore();
    }

    /** The first offset that is in the window. */
    long windowStart() {
        return oldestInWindow().offset();
    }

    private Cursor oldestInWindow() {
        Cursor oldest = window.oldest();
        if (oldest == null) {
            throw new LogUnavailableException("nothing of the log has been read yet");
        }
        return oldest;
    }
}
