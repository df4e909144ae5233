package io.fourways.ingest.provider;

/** What came of verifying a webhook. */
public sealed interface Verification {

    /** Whether it was signed by whom it says, and lately. */
    default boolean isGenuine() {
        return this instanceof Genuine;
    }

    /** Signed with one of the source's secrets, in time. */
    record Genuine() implements Verification {}

    /**
     * Not signed with any of the source's secrets.
     *
     * @param cause in kebab case, such as {@code signature-missing} or {@code signature-mismatch}
     */
    record Forged(String cause) implements Verification {}

    /**
     * Signed, but too long ago or too far in the future.
     *
     * @param cause in kebab case: {@code timestamp-too-old} or {@code timestamp-in-future}
     */
    record Stale(String cause) implements Verification {}

    /**
     * Not such as could be verified at all.
     *
     * @param cause in kebab case, such as {@code timestamp-malformed}
     */
    record Malformed(String cause) implements Verification {}
}
