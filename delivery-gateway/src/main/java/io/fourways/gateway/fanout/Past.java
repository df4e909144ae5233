package io.fourways.gateway.fanout;

import io.fourways.gateway.policy.Policy;
import io.fourways.gateway.position.Resolution;

/** Why a subscription is not live, and so what it may be spared when it catches up. */
enum Past {
    /** It asked for the past, and is given all of it. */
    ASKED,
    /** It has missed something, being slow or having been away. */
    MISSED,
    /** It is to have events only so often, and there was one too soon. */
    PUT_OFF;

    /** Why a subscription is behind that begins there: what names the place before an event is not a place one has come to. */
    static Past of(Resolution beginning) {
        return beginning instanceof Resolution.Behind behind && behind.place().before() ? ASKED : MISSED;
    }

    /** Whether it is spared an event of such a channel that a later one makes obsolete. */
    boolean spares(Policy policy) {
        return switch (this) {
            case ASKED -> false;
            case MISSED -> policy.conflatesLaggards();
            case PUT_OFF -> policy.isThinned();
        };
    }
}
