package io.fourways.gateway.channels;

import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogStretch;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The channels of one log before an offset, as far as it was looked through. Read on by one thread at a time. */
final class Past {

    private static final int PLACES = 65_536;
    private static final long BYTES = 2 << 20;
    private static final int IDENTITIES = 1024;

    private final long end;
    private final long maxChannels;
    private final Map<String, ChannelActivity> channels = new ConcurrentHashMap<>();
    private final EntryDecoder decoder =
            new EntryDecoder(new UnpooledByteBufAllocator(false, true), new Identities(IDENTITIES));
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
    private boolean tooMany;
    private long next;

    /**
     * @param end         the offset it ends before
     * @param maxChannels how many are remembered
     */
    Past(long end, long maxChannels) {
        this.end = end;
        this.maxChannels = maxChannels;
    }

    /** Looks a step further; whether there is more to come. Blocks. */
    boolean lookOn(LogSource source, long nowMillis) {
        if (next < end) {
            LogStretch stretch = source.read(next, end, PLACES, BYTES);
            stretch.records().forEach(record -> take(record, nowMillis));
            next = stretch.end();
        }
        if (next >= end) {
            whole.complete(!tooMany);
        }
        return next < end;
    }

    private void take(LogRecord record, long nowMillis) {
        LogEntry entry = decoder.decode(record).entry();
        if (entry.isVisible()) {
            ChannelActivity activity = activity(entry.channel());
            if (activity != null) {
                activity.record(entry, Math.min(nowMillis, entry.written()));
            }
        }
        entry.release();
    }

    private @Nullable ChannelActivity activity(String channel) {
        ChannelActivity known = channels.get(channel);
        if (known == null && channels.size() >= maxChannels) {
            tooMany = true;
            return null;
        }
        return channels.computeIfAbsent(channel, name -> new ChannelActivity());
    }

    /** Comes when it was looked through: whether every channel is remembered. */
    CompletableFuture<Boolean> whole() {
        return whole;
    }

    /** The traffic on every channel found so far that has an event at this offset or behind it. */
    Map<String, Traffic> trafficSince(long offset, long nowMillis) {
        if (whole.isDone()) { // until then one may just have been found, and not been counted yet
            channels.values().removeIf(activity -> !activity.reaches(offset));
        }
        Map<String, Traffic> all = new HashMap<>();
        channels.forEach((name, activity) -> {
            if (activity.reaches(offset)) {
                all.put(name, activity.traffic(nowMillis));
            }
        });
        return all;
    }
}
