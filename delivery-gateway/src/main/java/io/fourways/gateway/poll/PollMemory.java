package io.fourways.gateway.poll;

import io.fourways.gateway.read.ReadRequest;
import org.springframework.http.HttpHeaders;

/** Who is told of polls that were admitted, and may answer the next of the same text itself. */
public interface PollMemory {

    /** Remembers nothing. */
    PollMemory NONE = new PollMemory() {
        @Override
        public void admits(ReadRequest request) {}

        @Override
        public void answers(ReadRequest request, HttpHeaders head) {}
    };

    /** It is read from now on, and may wait for long. Called on the connection's event loop. */
    void admits(ReadRequest request);

    /** It is about to be answered. The head is as it will be, but for what Reactor Netty adds. Called on the connection's event loop. */
    void answers(ReadRequest request, HttpHeaders head);
}
