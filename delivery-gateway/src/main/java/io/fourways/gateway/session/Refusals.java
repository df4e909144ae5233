package io.fourways.gateway.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often a client may be refused something on one connection and stay: so often at once, and as often again within
 * ten seconds (the generic cell rate algorithm). Touched by the connection's event loop only.
 */
final class Refusals {

    private static final long REGAINED_WITHIN = Duration.ofSeconds(10).toNanos();

    private final long interval;
    private final long tolerance;
    private final LongSupplier nanos;
    private long regained;

    /** @param atOnce how many */
    Refusals(int atOnce) {
        this(atOnce, System::nanoTime);
    }

    Refusals(int atOnce, LongSupplier nanos) {
        this.interval = REGAINED_WITHIN / atOnce;
        this.tolerance = interval * (atOnce - 1);
        this.nanos = nanos;
        this.regained = nanos.getAsLong();
    }

    /** Counts one more; whether it is one too many. */
    boolean isTooMany() {
        long now = nanos.getAsLong();
        long from = regained - now < 0 ? now : regained;
        boolean tooMany = from - now > tolerance;
        if (!tooMany) {
            regained = from + interval;
        }
        return tooMany;
    }
}
