package io.fourways.contract;

/** What is wrong with an event somebody sent, and in which of its members. The message is fit for the sender's eyes. */
public final class InvalidEventException extends RuntimeException {

    private final String member;

    public InvalidEventException(String member, String reason) {
        super(member + " " + reason);
        this.member = member;
    }

    /** The offending attribute, header or parameter; {@code body} when it is the whole. */
    public String member() {
        return member;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
