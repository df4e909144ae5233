package io.fourways.gateway.tally;

import java.util.Locale;

/** Why a reader that would have gone on has ended. */
public enum Ending {
    /** The client has gone, or says goodbye. */
    CLIENT,
    /** The gateway goes away. */
    DRAINED,
    /** The credentials have ended. */
    EXPIRED,
    /** The client may not do what it does: it had to be refused too often, or has lost a permission. */
    POLICY,
    /** The client does not take what it reads as fast as the channel's policy demands. */
    LAGGING,
    /** The client does not keep to its protocol. */
    PROTOCOL,
    /** Events are missing, and its way has no other means to say so. */
    GAP,
    /** The log cannot be read. */
    UNAVAILABLE,
    /** Something went wrong here. */
    FAILED;

    /** The name in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
