package io.fourways.gateway.policy;

/** A policy that a gateway refuses to start with: the message names its pattern, the remedy says what to do. */
final class UnusablePolicyException extends RuntimeException {

    private final String remedy;

    /**
     * @param pattern the pattern, as it was configured
     * @param what    is wrong with its options
     */
    UnusablePolicyException(String pattern, String what, String remedy) {
        super("fourways.channels[" + pattern + "]: " + what + '.');
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
