package io.fourways.dispatch.delivery.claim;

import java.time.Instant;
import java.util.List;

/** A delivery as it is claimed, of which little matters. */
public final class SomeClaim {

    private SomeClaim() {}

    public static Claimed of(byte[] payload) {
        return of(payload, 0);
    }

    /** After so many attempts. */
    public static Claimed of(byte[] payload, int attempts) {
        Instant now = Instant.EPOCH;
        return new Claimed(
                "msg_1",
                now,
                now,
                "ep_1",
                1,
                attempts,
                false,
                false,
                false,
                false,
                null,
                now,
                "order.paid",
                "application/json",
                payload,
                null,
                false,
                false,
                List.of());
    }
}
