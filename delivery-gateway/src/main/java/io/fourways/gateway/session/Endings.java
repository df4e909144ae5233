package io.fourways.gateway.session;

import io.fourways.gateway.frames.CloseReason;
import io.fourways.gateway.tally.Ending;

/** What the close code that a client reads is in the metrics. */
final class Endings {

    private Endings() {}

    static Ending of(CloseReason reason) {
        return switch (reason.code()) {
            case 1002, 1003, 1007, 1009 -> Ending.PROTOCOL;
            case 1012 -> Ending.DRAINED;
            case 1013 -> Ending.UNAVAILABLE;
            case 4401 -> Ending.EXPIRED;
            case 1008, 4403, 4429 -> Ending.POLICY;
            default -> Ending.FAILED;
        };
    }
}
