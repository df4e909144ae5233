package io.fourways.dispatch.egress;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** The way out: sends a request to somebody else's server, once. Safe for any thread; never blocks. */
public interface Egress {

    /**
     * Sends when it is subscribed to, and gives what came of it: it does not fail for the endpoint's fault, does not try again
     * by itself and follows no redirect. It fails for what is wrong on this side, such as a header that is none. Cancelling closes the connection.
     */
    Mono<Reply> post(Outgoing request);

    /** The longest that a request can take, from the look-up of the name to the last byte of the answer. */
    Duration longest();

    /** How many bytes of an answer's body are kept at most. */
    long longestAnswer();
}
