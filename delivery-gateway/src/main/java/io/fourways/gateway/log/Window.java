package io.fourways.gateway.log;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of the log, shared by all subscribers: a ring with one writer and any number of readers, none of
 * which waits for another.
 *
 * <p>Places in the window are counted without holes from 0 upwards ({@code index}), unlike offsets. {@link #head()} is
 * the oldest index still held, {@link #tail()} the next to come. A reader that is slower than the ring is told so by
 * {@link #acquire} returning null.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // there is one writer
public final class Window {

    private static final long MOVED_ON = -2;

    private final AtomicReferenceArray<@Nullable LogEntry> ring;
    private final int mask;
    private final int maxEvents;
    private final long maxBytes;
    private final Succession succession = new Succession();
    private volatile long bytes;
    private volatile long head;
    private volatile long tail;
    private volatile int generation;

    /**
     * @param maxEvents how many entries it holds at most
     * @param maxBytes  how many bytes of frames it holds at most; one entry is always held
     */
    public Window(int maxEvents, long maxBytes) {
        int capacity = Integer.highestOneBit(Math.max(2, maxEvents - 1)) << 1;
        this.ring = new AtomicReferenceArray<>(capacity);
        this.mask = capacity - 1;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes the next entry, and the reference to it. Only the one writer may call this. The last one before it goes only when
     * it is there: an empty window would say that there is nothing to be left behind by.
     */
    public void append(LogEntry entry) {
        bytes += entry.weight();
        while (tail - head > 1 && (tail - head >= maxEvents || bytes > maxBytes)) {
            evict();
        }
        succession.add(entry);
        ring.set((int) tail & mask, entry);
        tail = tail + 1;
        if (tail - head > 1 && (tail - head > maxEvents || bytes > maxBytes)) {
            evict();
        }
    }

    /** Forgets everything: what follows is another log. Only the one writer may call this. */
    public void clear() {
        generation = generation + 1;
        while (tail - head > 0) {
            evict();
        }
    }

    /** Says that the oldest is gone before it is, so that who finds nothing at an index that is held sees so on looking again. */
    private void evict() {
        long gone = head;
        head = gone + 1;
        LogEntry oldest = ring.getAndSet((int) gone & mask, null);
        if (oldest != null) {
            bytes -= oldest.weight();
            succession.remove(oldest);
            oldest.release();
        }
    }

    /** The oldest index held; equal to {@link #tail()} when it is empty. */
    public long head() {
        return head;
    }

    /** The index after the newest. */
    public long tail() {
        return tail;
    }

    /** How many entries it holds at most. */
    public int maxEvents() {
        return maxEvents;
    }

    /** How many bytes of frames it holds at most. */
    public long maxBytes() {
        return maxBytes;
    }

    /** How many bytes of frames it holds. */
    public long bytes() {
        return bytes;
    }

    /** How often the log was replaced by another under the window. */
    public int generation() {
        return generation;
    }

    /** The entry at an index, acquired for the caller; null when the window has moved on. */
    public @Nullable LogEntry acquire(long index) {
        if (index < head || index >= tail) {
            return null;
        }
        LogEntry entry = ring.get((int) index & mask);
        if (entry == null || !entry.acquire()) {
            return null;
        }
        if (index < head) {
            entry.release();
            return null;
        }
        return entry;
    }

    /** What is at an index, to look at but not to write: not acquired. Null when the window has moved on. */
    public @Nullable LogEntry peek(long index) {
        if (index < head || index >= tail) {
            return null;
        }
        LogEntry entry = ring.get((int) index & mask);
        return entry == null || index < head ? null : entry;
    }

    private @Nullable Cursor cursorAt(long index) {
        LogEntry entry = peek(index);
        return entry == null ? null : entry.cursor();
    }

    /** The cursor of the oldest entry; null when there is none. */
    public @Nullable Cursor oldest() {
        Cursor cursor = null;
        while (cursor == null && head < tail) {
            cursor = cursorAt(head);
        }
        return cursor;
    }

    /** The cursor of the newest entry; null when there is none. */
    public @Nullable Cursor newest() {
        Cursor cursor = null;
        while (cursor == null && head < tail) {
            cursor = cursorAt(tail - 1);
        }
        return cursor;
    }

    /**
     * The index of the first entry behind an offset: {@link #tail()} when there is none yet, and -1 when entries between
     * the offset and the window may have been left behind. What the window still holds is never taken for that.
     */
    public long indexAfter(long offset) {
        long index = search(offset);
        while (index == MOVED_ON) {
            index = search(offset);
        }
        return index;
    }

    /** The same, or {@link #MOVED_ON} when what was looked at has left the window meanwhile: what was sought may not have. */
    private long search(long offset) {
        long low = head;
        long high = tail;
        if (low == high) {
            return high;
        }
        Cursor oldest = cursorAt(low);
        if (oldest == null) {
            return MOVED_ON;
        }
        if (offset + 1 < oldest.offset()) {
            return -1;
        }
        while (low < high) {
            long middle = (low + high) >>> 1;
            Cursor cursor = cursorAt(middle);
            if (cursor == null) {
                return MOVED_ON;
            }
            if (cursor.offset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
