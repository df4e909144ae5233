package io.fourways.service.relay;

import org.jspecify.annotations.Nullable;

/**
 * What came of relaying once.
 *
 * @param published how much is on the log, and known to be
 * @param busy      whether another instance has the turn at something
 * @param failure   why not all that was tried is; null when it is
 */
public record Relayed(int published, boolean busy, @Nullable Throwable failure) {

    public static final Relayed NOTHING = new Relayed(0, false, null);
    public static final Relayed BUSY = new Relayed(0, true, null);

    public static Relayed all(int published) {
        return new Relayed(published, false, null);
    }

    public static Relayed failed(int published, Throwable failure) {
        return new Relayed(published, false, failure);
    }

    /** Both together; of two failures the first. */
    public Relayed and(Relayed other) {
        return new Relayed(published + other.published, busy || other.busy, failure == null ? other.failure : failure);
    }
}
