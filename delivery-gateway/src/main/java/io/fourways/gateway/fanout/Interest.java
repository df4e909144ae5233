package io.fourways.gateway.fanout;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.position.Selection;
import java.lang.invoke.VarHandle;

/**
 * Which events one event loop must be woken for: those of channels that one of its subscriptions names, all of them when one
 * has a pattern, and now and then another, so that the loop does not fall behind the window. Of a thousand channels with a
 * reader each, only the loop of that reader is woken.
 *
 * <p>The loop says what it wants, and then looks at the window; the thread that follows the log puts an event there, and then
 * looks at what is wanted. So one of them sees the other.
 */
final class Interest {

    private final Counts<String> channels = new Counts<>();
    private final Counts<NamePattern> patterns = new Counts<>();
    private final long events;
    private final long bytes;
    private long passedBy;
    private long bytesPassedBy;

    /**
     * @param events how many events the loop can be behind before it must be woken for any
     * @param bytes  how many bytes of them
     */
    Interest(long events, long bytes) {
        this.events = events;
        this.bytes = bytes;
    }

    /**
     * On the loop. What has come before this returns may have been passed by. Who adds what is wanted already needs no fence: an event that
     * was passed by had been in the window when the first of them looked there.
     */
    void add(Selection selection) {
        boolean isNew = false;
        for (NamePattern channel : selection.channels()) {
            isNew |= channel.isLiteral() ? channels.add(channel.toString()) : patterns.add(channel);
        }
        if (isNew) {
            VarHandle.fullFence();
        }
    }

    /** On the loop. */
    void remove(Selection selection) {
        for (NamePattern channel : selection.channels()) {
            if (channel.isLiteral()) {
                channels.remove(channel.toString());
            } else {
                patterns.remove(channel);
            }
        }
    }

    /** Whether the loop is to be woken for what is in the window now. On the thread that follows the log. */
    boolean wakesFor(LogEntry entry) {
        VarHandle.fullFence();
        passedBy++;
        bytesPassedBy += entry.weight();
        boolean isFarBehind = passedBy >= events || bytesPassedBy >= bytes;
        boolean wakes = isFarBehind || (entry.isVisible() && isIn(entry.channel()));
        if (wakes) {
            passedBy = 0;
            bytesPassedBy = 0;
        }
        return wakes;
    }

    /** The log is another, which everybody is to hear as soon as there is something in it. On the same thread. */
    void wakeForNext() {
        passedBy = events;
    }

    private boolean isIn(String channel) {
        return !patterns.isEmpty() || channels.has(channel);
    }
}
