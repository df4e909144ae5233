package io.fourways.dispatch.isolation;

/**
 * Failures of an endpoint that are not recorded yet. Enough of them in a row hold further deliveries back until they are:
 * while recording takes its time, nobody knows that the circuit breaker ought to be open, and each delivery would burn an
 * attempt. One that says the endpoint is gone holds them back by itself. For one thread.
 */
final class FreshFailures {

    private final int tolerated;
    private int inARow;
    private int unrecorded;
    private boolean gone;

    /** @param tolerated as many in a row open the circuit breaker */
    FreshFailures(int tolerated) {
        this.tolerated = tolerated;
    }

    void answered(boolean failed) {
        if (failed) {
            inARow++;
            unrecorded++;
        } else {
            inARow = 0;
        }
    }

    /** The endpoint wants nothing more. */
    void gone() {
        gone = true;
    }

    void recorded() {
        unrecorded--;
        gone = gone && unrecorded > 0;
    }

    /** Whether to wait for what is recorded of them. */
    boolean hold() {
        return unrecorded > 0 && (gone || inARow >= tolerated);
    }

    boolean areRecorded() {
        return unrecorded == 0;
    }
}
