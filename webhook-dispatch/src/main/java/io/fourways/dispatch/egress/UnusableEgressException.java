package io.fourways.dispatch.egress;

/** A property of the way out that a service refuses to start with: the message names it, the remedy says what to do. */
final class UnusableEgressException extends RuntimeException {

    private final String remedy;

    /**
     * @param property within {@code fourways.dispatch.egress}
     * @param what     it has to hold
     */
    UnusableEgressException(String property, String what) {
        super("fourways.dispatch.egress." + property + " cannot be read.");
        this.remedy = "List " + what + ", separated by commas.";
    }

    String remedy() {
        return remedy;
    }
}
