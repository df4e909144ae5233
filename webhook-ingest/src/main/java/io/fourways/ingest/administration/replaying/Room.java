package io.fourways.ingest.administration.replaying;

/** What is left of the events that one transaction stores: a webhook may bring thousands, in few bytes. */
final class Room {

    private static final int MAX_EVENTS = 500;

    private int taken;

    /** Takes what a webhook brings, if there is room for it; for the first that brings anything there always is. */
    boolean has(Judgement judgement) {
        int events = judgement.events().size();
        if (taken > 0 && taken + events > MAX_EVENTS) {
            return false;
        }
        taken += events;
        return true;
    }
}
