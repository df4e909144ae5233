package io.fourways.ingest.provider;

/** Settings that a provider cannot verify webhooks with: the message tells the operator what is wrong, and no secret. */
public final class InvalidSettings extends IllegalArgumentException {

    private final String member;

    InvalidSettings(String member, String message) {
        super(message);
        this.member = member;
    }

    /** Which of the settings it is: {@code secrets}, {@code tolerance} or {@code options}. */
    public String member() {
        return member;
    }
}
