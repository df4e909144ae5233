package io.fourways.gateway.policy;

/** What an event makes obsolete those before it by. */
public enum Conflation {
    /** Nothing: each event counts. */
    NONE,
    /** Its channel: the newest event of a channel says it all. */
    CHANNEL,
    /** Its channel and {@code subject}: the newest event of each subject does; one without a subject counts by itself. */
    SUBJECT
}
