package io.fourways.gateway.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the log, followed into the window; tells its listeners that the window has grown. */
public final class LogTail implements LogSource.Follower {

    private static final Logger log = LoggerFactory.getLogger(LogTail.class);

    private final Window window;
    private final EntryDecoder decoder;
    private final Map<EntryDecoder.Decoded.Kind, Counter> records = new EnumMap<>(EntryDecoder.Decoded.Kind.class);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean caughtUp;
    private volatile long lagMillis;

    public LogTail(Window window, EntryDecoder decoder, MeterRegistry metrics) {
        this.window = window;
        this.decoder = decoder;
        for (EntryDecoder.Decoded.Kind kind : EntryDecoder.Decoded.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            records.put(kind, metrics.counter("fourways.gateway.log.records", "log", decoder.log(), "kind", name));
        }
    }

    /** Hears of what is appended. Called on the thread that follows the log; must not block it. */
    public interface Listener {

        /** The window has one more entry, this one; borrowed for the call. */
        void appended(LogEntry entry);

        /** The window was emptied, since the log is another. */
        default void replaced() {}
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    /** Whether the window reaches the end that the log had when following began. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** How old the newest record was when it was read, in milliseconds; 0 of what the log held when following it began. */
    long lagMillis() {
        return lagMillis;
    }

    /** An event that comes again, in the window, is then known to have been there. */
    @Override
    public void passBy(LogRecord record) {
        decoder.skip(record);
    }

    @Override
    public void record(LogRecord record) {
        EntryDecoder.Decoded decoded = decoder.decode(record);
        count(decoded.kind(), record);
        lagMillis = record.fresh() ? Math.max(0, System.currentTimeMillis() - record.written()) : 0;
        LogEntry entry = decoded.entry();
        entry.acquire();
        window.append(entry);
        for (Listener listener : listeners) {
            tell(listener, entry);
        }
        entry.release();
    }

    /** A listener that fails misses one; the record is taken all the same, and is in the window for whoever looks. */
    private static void tell(Listener listener, LogEntry entry) {
        try {
            listener.appended(entry);
        } catch (Throwable failure) { // memory that has run out, too, must not make the record come twice
            log.error("What was appended at offset {} was not passed on", entry.offset(), failure);
        }
    }

    private void count(EntryDecoder.Decoded.Kind kind, LogRecord record) {
        Counter counter = records.get(kind);
        if (counter != null) {
            counter.increment();
        }
        if (kind == EntryDecoder.Decoded.Kind.MALFORMED) {
            log.warn("What the log holds at offset {} is no event with a channel; nobody will see it", record.offset());
        }
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
    }

    @Override
    public void replaced() {
        log.warn("The log was replaced by another: every reader gets a gap and goes on from its beginning");
        caughtUp = false;
        decoder.reset();
        window.clear();
        listeners.forEach(Listener::replaced);
    }
}
