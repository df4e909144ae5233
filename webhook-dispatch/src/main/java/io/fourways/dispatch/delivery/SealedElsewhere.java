package io.fourways.dispatch.delivery;

/** What an endpoint's secrets or headers are sealed under is not known here; it may be to other dispatchers. */
final class SealedElsewhere extends RuntimeException {

    SealedElsewhere() {
        super("What the endpoint's secrets or headers are sealed under is not known here", null, false, false);
    }
}
