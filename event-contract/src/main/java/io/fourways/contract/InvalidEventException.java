package io.fourways.contract;

/** What is wrong with an event somebody sent, and in which of its members. The message is fit for the sender's eyes. */
public final class InvalidEventException extends RuntimeException {

    private final String member;
    private final String message;

    public InvalidEventException(String member, String reason) {
        this.member = member;
        this.message = member + " " + reason;
    }

    @Override
    public String getMessage() {
        return message;
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
