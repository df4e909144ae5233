package io.fourways.gateway.channels;

import io.fourways.gateway.log.LogEntry;

/** Counts one channel's events and keeps the moving average of their rate. */
final class ChannelActivity {

    private static final double WINDOW_MILLIS = 60_000;

    private long events;
    private long bytes;
    private double perMilli;
    private long lastMillis;
    private long lastOffset;

    synchronized void record(LogEntry entry, long millis) {
        perMilli = decayed(millis) + 1 / WINDOW_MILLIS;
        events++;
        bytes += entry.jsonLength();
        lastMillis = Math.max(lastMillis, millis);
        lastOffset = entry.offset();
    }

    /** Whether its newest event stands at this offset or behind it. */
    synchronized boolean reaches(long offset) {
        return lastOffset >= offset;
    }

    /** What was counted, its rate as of now. */
    synchronized Traffic traffic(long nowMillis) {
        return new Traffic(events, bytes, decayed(nowMillis) * 1000, lastMillis);
    }

    private double decayed(long nowMillis) {
        long quiet = Math.max(0, nowMillis - lastMillis);
        return perMilli * Math.exp(-quiet / WINDOW_MILLIS);
    }
}
