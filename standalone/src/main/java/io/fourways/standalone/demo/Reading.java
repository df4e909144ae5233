package io.fourways.standalone.demo;

import java.io.IOException;

/** A way of reading, as a client does it. */
interface Reading {

    /**
     * Reads on from the subscriber's place: one request and its answer, or one stream until it ends, and waits as long
     * as this way waits before the next. Fails when the connection does or the answer is not what the contract says.
     */
    void read(Subscriber subscriber) throws IOException, InterruptedException;
}
