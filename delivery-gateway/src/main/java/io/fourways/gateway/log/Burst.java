package io.fourways.gateway.log;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events of one channel that follow each other in the window, to be given to a connection in one piece: what a connection costs
 * for each event is then paid once for all of them. Their bytes are joined once per way and shared by every connection.
 *
 * <p>Made anew for each stretch of the window: {@link #gather}, and {@link #release} afterwards. Touched by one thread only.
 */
public final class Burst {

    /** A connection that takes more is given so many bytes at most, or one event. */
    private static final int MAX_BYTES = 16 << 10;

    private final List<LogEntry> entries = new ArrayList<>();
    private @Nullable ByteBuf webSocket;
    private @Nullable ByteBuf deflated;
    private @Nullable ByteBuf sse;

    /**
     * Takes hold of the entry at an index and of those behind it that can go with it.
     *
     * @param end the index behind the last that may
     * @return false when the window holds the first no more; then there is nothing to release
     */
    public boolean gather(Window window, long index, long end) {
        LogEntry first = window.acquire(index);
        if (first == null) {
            return false;
        }
        entries.add(first);
        int bytes = first.weight();
        for (long next = index + 1; next < end && first.isVisible(); next++) {
            LogEntry entry = window.acquire(next);
            if (entry == null) {
                break;
            }
            bytes += entry.weight();
            if (!goesWith(first, entry) || bytes > MAX_BYTES) {
                entry.release();
                break;
            }
            entries.add(entry);
        }
        return true;
    }

    private static boolean goesWith(LogEntry first, LogEntry entry) {
        return entry.isVisible()
                && entry.channel().equals(first.channel())
                && entry.policy().equals(first.policy())
                && !entry.policy().isThinned();
    }

    /** At least one; when there are several, all are events of one channel that the same policy counts for. */
    public List<LogEntry> entries() {
        return entries;
    }

    public LogEntry first() {
        return entries.get(0);
    }

    public LogEntry last() {
        return entries.get(entries.size() - 1);
    }

    /** All as WebSocket text frames, to be released by the caller. See {@link LogEntry#webSocketFrame()}. */
    public ByteBuf webSocketFrames() {
        ByteBuf joined = webSocket == null ? join(LogEntry::webSocketFrame) : webSocket;
        webSocket = joined;
        return joined.retainedDuplicate();
    }

    /** The same, compressed. See {@link LogEntry#webSocketFrame(Deflation)}. */
    public ByteBuf webSocketFrames(Deflation deflation) {
        ByteBuf joined = deflated == null ? join(entry -> entry.webSocketFrame(deflation)) : deflated;
        deflated = joined;
        return joined.retainedDuplicate();
    }

    /** All as chunks of an event stream, to be released by the caller. See {@link LogEntry#sseChunk()}. */
    public ByteBuf sseChunks() {
        ByteBuf joined = sse == null ? join(LogEntry::sseChunk) : sse;
        sse = joined;
        return joined.retainedDuplicate();
    }

    private ByteBuf join(Function<LogEntry, ByteBuf> form) {
        List<ByteBuf> forms = new ArrayList<>(entries.size());
        try {
            entries.forEach(entry -> forms.add(form.apply(entry)));
            int size = forms.stream().mapToInt(ByteBuf::readableBytes).sum();
            ByteBuf joined = forms.get(0).alloc().buffer(size);
            forms.forEach(joined::writeBytes);
            return joined;
        } finally {
            forms.forEach(ByteBuf::release);
        }
    }

    /** Lets go of all of it; what connections were given outlives that. */
    public void release() {
        entries.forEach(LogEntry::release);
        entries.clear();
        webSocket = released(webSocket);
        deflated = released(deflated);
        sse = released(sse);
    }

    private static @Nullable ByteBuf released(@Nullable ByteBuf joined) {
        if (joined != null) {
            joined.release();
        }
        return null;
    }
}
