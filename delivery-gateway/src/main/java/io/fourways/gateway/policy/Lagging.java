package io.fourways.gateway.policy;

/** What becomes of a reader that lags. */
public enum Lagging {
    /** It is given everything, later. */
    CATCH_UP,
    /** It is given the newest of what it has missed. */
    CONFLATE,
    /** A stream that does not take an event is ended: its client comes back when it can. */
    DISCONNECT
}
