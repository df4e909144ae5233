package io.fourways.dispatch.egress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a request. */
public sealed interface Reply {

    /** From the beginning to the end, whatever that was. */
    Duration took();

    /**
     * There was an answer, as far as its status at least.
     *
     * @param status     of HTTP; one of a redirect as any other
     * @param body       its beginning, as text without characters that PostgreSQL cannot store
     * @param retryAfter how long the server asks to be left alone, if it does
     */
    record Answered(int status, String body, @Nullable Duration retryAfter, Duration took) implements Reply {}

    /**
     * There was none.
     *
     * @param cause  at what it failed
     * @param detail a sentence for whoever looks after the endpoint; names no URL, header or address
     */
    record Unreachable(Cause cause, String detail, Duration took) implements Reply {}

    /** What a request can fail at, in the order in which it may. */
    enum Cause {
        /** The URL, or an address of its host, is not one to send to; nothing was sent. */
        BLOCKED,
        /** The host's name has no address. */
        UNRESOLVED,
        /** There was no connection to be had. */
        REFUSED,
        /** The connection could not be made secure: above all, the certificate was not the host's. */
        TLS,
        /** There was no secure connection in time. */
        TIMEOUT_CONNECT,
        /** There was no status in time. */
        TIMEOUT_FIRST_BYTE,
        /** The answer did not end in time. */
        TIMEOUT_WHOLE,
        /** The connection was closed before the answer's end. */
        RESET,
        /** The answer was no HTTP. */
        MALFORMED,
        /** Something on this side, which says nothing of the endpoint. */
        INTERNAL
    }
}
