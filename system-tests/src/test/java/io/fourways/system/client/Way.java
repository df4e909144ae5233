package io.fourways.system.client;

import java.io.IOException;
import java.net.URI;

/** One of the four ways to read, as a client meets it. */
public enum Way {
    SHORT_POLL {
        @Override
        Conversation conversation() {
            return new Polling("", 50);
        }
    },
    LONG_POLL {
        @Override
        Conversation conversation() {
            return new Polling("wait=10", 0);
        }
    },
    SSE {
        @Override
        Conversation conversation() {
            return new EventStream();
        }
    },
    WEB_SOCKET {
        @Override
        Conversation conversation() {
            return new WebSocketFrames();
        }
    };

    abstract Conversation conversation();

    /** How a way reads. */
    @FunctionalInterface
    interface Conversation {

        /**
         * Reads on after the journal's cursor, into the journal, until the connection ends or the thread is
         * interrupted.
         */
        void read(URI gateway, Subscription subscription, Journal journal) throws IOException, InterruptedException;
    }
}
