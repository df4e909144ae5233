package io.fourways.gateway.poll;

import io.fourways.gateway.read.ReadRequest;
import org.springframework.http.HttpHeaders;

/** Who is told of polls that were admitted and are about to be answered, and may so answer the next of the same text itself. */
@FunctionalInterface
public interface PollMemory {

    /** Remembers nothing. */
    PollMemory NONE = (request, head) -> {};

    /** The head is as it will be, but for what Reactor Netty adds. Called on the connection's event loop. */
    void answers(ReadRequest request, HttpHeaders head);
}
