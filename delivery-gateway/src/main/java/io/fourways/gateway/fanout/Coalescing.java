package io.fourways.gateway.fanout;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long events gather at an event loop that is busy with handing them out. Sending is what a delivery costs, whether one event
 * is sent or ten; so the more a loop has to do, the more is saved by letting several come together. A loop that has little
 * to do hands out at once.
 *
 * @param ratio  for how many times as long as it was busy; 0 for never
 * @param atMost and for no longer than this
 */
public record Coalescing(double ratio, Duration atMost) {

    /** Everything at once, whatever it costs. */
    public static final Coalescing NONE = new Coalescing(0, Duration.ZERO);

    /** Waiting for less costs more than it saves. */
    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(1);

    /** @throws IllegalArgumentException when there is no such ratio or time */
    public Coalescing {
        if (!(ratio >= 0) || atMost.isNegative()) {
            throw new IllegalArgumentException("Events cannot gather for " + ratio + " times as long, or " + atMost);
        }
    }

    /** For how long after a pass that has taken so long, in nanoseconds. */
    long after(long busy) {
        long nanos = Math.min((long) (busy * ratio), atMost.toNanos());
        return nanos < LEAST ? 0 : nanos;
    }
}
