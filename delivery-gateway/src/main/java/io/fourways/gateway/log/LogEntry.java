package io.fourways.gateway.log;

import io.fourways.gateway.policy.Policy;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One place of the log, and the event there if subscribers are to see one: its bytes are framed once per way and shared
 * by every connection.
 *
 * <p>Reference counted, starting at one. Whoever reads an entry that somebody else may let go must {@link #acquire()}
 * it first and {@link #release()} it afterwards; what a connection has been given outlives the entry.
 */
public final class LogEntry {

    private final Cursor cursor;
    private final long written;
    private final boolean fresh;
    private final @Nullable Visible event;
    private final @Nullable EntryTrace trace;
    private final AtomicInteger references = new AtomicInteger(1);
    private final AtomicReference<@Nullable ByteBuf> sse = new AtomicReference<>();
    private final AtomicReference<@Nullable ByteBuf> deflated = new AtomicReference<>();
    private volatile @Nullable LogEntry successor;

    private LogEntry(Cursor cursor, LogRecord record, @Nullable Visible event, @Nullable EntryTrace trace) {
        this.cursor = cursor;
        this.written = record.written();
        this.fresh = record.fresh();
        this.event = event;
        this.trace = trace;
    }

    static LogEntry of(Cursor cursor, LogRecord record, Visible event, @Nullable EntryTrace trace) {
        return new LogEntry(cursor, record, event, trace);
    }

    /** A place at which there is nothing to deliver. */
    static LogEntry hidden(Cursor cursor, LogRecord record) {
        return new LogEntry(cursor, record, null, null);
    }

    /**
     * What an event shows to its subscribers.
     *
     * @param channel where it belongs
     * @param type    its type
     * @param policy  what counts for its channel
     * @param key     what has the same is made obsolete by it; null when nothing is
     * @param frame   its WebSocket text frame: the header and the JSON
     * @param header  the length of the frame's header in bytes
     */
    record Visible(
            String channel,
            String type,
            Policy policy,
            @Nullable String key,
            ByteBuf frame,
            int header) {}

    public Cursor cursor() {
        return cursor;
    }

    public long offset() {
        return cursor.offset();
    }

    /** Whether there is an event to deliver: not so for a placemark, a duplicate, or what is no event at all. */
    public boolean isVisible() {
        return event != null;
    }

    public String channel() {
        return visible().channel;
    }

    public String type() {
        return visible().type;
    }

    /** What counts for its channel. */
    public Policy policy() {
        return visible().policy;
    }

    /** What it has in common with those that it makes obsolete; null when there are none. */
    @Nullable
    String key() {
        return event == null ? null : event.key;
    }

    /** The next event that makes this one obsolete, of those that are where this one is: in the window, or in its page. */
    public @Nullable LogEntry successor() {
        return successor;
    }

    void succeededBy(@Nullable LogEntry next) {
        successor = next;
    }

    /** When it came onto the log, milliseconds since the epoch by the log's clock. */
    public long written() {
        return written;
    }

    /** Whether it is older, at a time in milliseconds since the epoch, than events of its channel are given to who catches up. */
    public boolean isOutlived(long nowMillis) {
        return event != null && event.policy.hasOutlived(nowMillis - written);
    }

    /** Whether it came while the log was being followed, and was not there before. */
    public boolean isFresh() {
        return fresh;
    }

    /** Its trace, if it is sampled and tracing is on. */
    public @Nullable EntryTrace trace() {
        return trace;
    }

    /** The bytes this entry weighs in the window. */
    public int weight() {
        return event == null ? 0 : event.frame.readableBytes();
    }

    /** The length of the event's JSON in bytes. */
    public int jsonLength() {
        return visible().frame.readableBytes() - visible().header;
    }

    /** The event as a WebSocket text frame (RFC 6455, 5.2), to be released by the caller. */
    public ByteBuf webSocketFrame() {
        return visible().frame.retainedDuplicate();
    }

    /**
     * The event as a WebSocket text frame for who agreed to {@code permessage-deflate}: compressed where that makes it
     * shorter; to be released by the caller.
     */
    public ByteBuf webSocketFrame(Deflation deflation) {
        return shared(deflated, () -> deflation.of(visible().frame, visible().header));
    }

    /** The event as its JSON alone, to be released by the caller. */
    public ByteBuf json() {
        return visible().frame.retainedSlice(visible().header, jsonLength());
    }

    /** The event as one chunk of an event stream, to be released by the caller. See {@link SseChunk}. */
    public ByteBuf sseChunk() {
        return shared(
                sse,
                () -> SseChunk.event(visible().frame.alloc(), cursor.toString(), visible().frame, visible().header));
    }

    /** Made by the first who asks for it; of two who do so at once, one has made it in vain. */
    private static ByteBuf shared(AtomicReference<@Nullable ByteBuf> form, Supplier<ByteBuf> making) {
        ByteBuf made = form.get();
        if (made == null) {
            made = making.get();
            if (!form.compareAndSet(null, made)) {
                made.release();
                made = form.get();
            }
        }
        if (made == null) {
            throw new IllegalStateException("released while in use");
        }
        return made.retainedDuplicate();
    }

    /** Takes hold of the entry; false when it was let go already. */
    public boolean acquire() {
        int count = references.get();
        while (count > 0) {
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
            count = references.get();
        }
        return false;
    }

    /** Lets go; the last one to do so frees the bytes. */
    public void release() {
        if (references.decrementAndGet() == 0 && event != null) {
            event.frame.release();
            release(sse.get());
            release(deflated.get());
        }
    }

    private static void release(@Nullable ByteBuf form) {
        if (form != null) {
            form.release();
        }
    }

    private Visible visible() {
        if (event == null) {
            throw new IllegalStateException("nothing is visible at " + cursor);
        }
        return event;
    }
}
