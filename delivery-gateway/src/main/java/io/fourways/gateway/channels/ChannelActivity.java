package io.fourways.gateway.channels;

/** Counts one channel's events and keeps the moving average of their rate. */
final class ChannelActivity {

    private static final double WINDOW_MILLIS = 60_000;

    private long events;
    private long bytes;
    private double perMilli;
    private long lastMillis;

    synchronized void record(long millis, int length) {
        perMilli = decayed(millis) + 1 / WINDOW_MILLIS;
        events++;
        bytes += length;
        lastMillis = Math.max(lastMillis, millis);
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
