package io.fourways.ingest.source.declared;

/** A property of sources that a service refuses to start with: the message names it, the remedy says what to do. */
public final class UnusableSourceException extends RuntimeException {

    private final String remedy;

    /**
     * @param property the whole name
     * @param wrong    what is wrong with it, going on from its name; quotes no secret
     * @param remedy   what to do
     */
    public UnusableSourceException(String property, String wrong, String remedy) {
        super(property + " " + wrong + ".");
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
