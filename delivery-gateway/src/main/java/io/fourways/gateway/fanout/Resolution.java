package io.fourways.gateway.fanout;

/** What became of where a reader asked to begin. */
public sealed interface Resolution {

    /** With what comes from now on. */
    record Live() implements Resolution {}

    /**
     * Behind the end of the log.
     *
     * @param position where
     */
    record Behind(Position position) implements Resolution {}

    /**
     * Nowhere: what was asked for is not there.
     *
     * @param gap what is missing, and where one could begin
     */
    record Gone(Gap gap) implements Resolution {}
}
