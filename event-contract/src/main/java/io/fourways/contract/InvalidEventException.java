package io.fourways.contract;

/** What is wrong with an event somebody sent, and in which of its members. The message is fit for the sender's eyes. */
public final class InvalidEventException extends RuntimeException {

    /** A member's name may be the sender's own, of any length. */
    private static final int MAX_NAME = 64;

    private final String member;
    private final String message;

    public InvalidEventException(String member, String reason) {
        this.member = abbreviated(member);
        this.message = this.member + " " + reason;
    }

    private static String abbreviated(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
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
