package io.fourways.dispatch.delivery.claim;

import java.time.Instant;
import java.util.List;

/** A delivery as it is claimed, of which only the payload matters. */
public final class SomeClaim {

    private SomeClaim() {}

    public static Claimed of(byte[] payload) {
        Instant now = Instant.EPOCH;
        return new Claimed(
                "msg_1",
                now,
                now,
                "ep_1",
                1,
                0,
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
