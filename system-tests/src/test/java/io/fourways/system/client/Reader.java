package io.fourways.system.client;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client that reads by one way until it is closed. When its gateway goes away it goes on at the next one, from its
 * cursor.
 */
public final class Reader implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final Way way;
    private final List<URI> gateways;
    private final Subscription subscription;
    private final Journal journal;
    private final Thread thread;
    private volatile boolean closed;

    private Reader(Way way, List<URI> gateways, Subscription subscription, Journal journal) {
        this.way = way;
        this.gateways = gateways;
        this.subscription = subscription;
        this.journal = journal;
        thread = new Thread(this::run, "reader-" + way);
        thread.setDaemon(true);
    }

    /** Starts reading at the first gateway. */
    public static Reader start(Way way, List<URI> gateways, Subscription subscription, Journal journal) {
        Reader reader = new Reader(way, gateways, subscription, journal);
        reader.thread.start();
        return reader;
    }

    public Way way() {
        return way;
    }

    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (thread.isAlive()) {
            throw new AssertionError(way + " does not end");
        }
    }

    private void run() {
        for (int attempt = 0; !closed; attempt++) {
            try {
                way.conversation().read(gateways.get(attempt % gateways.size()), subscription, journal);
            } catch (IOException | InterruptedException e) {
                pause(e);
            }
        }
    }

    private void pause(Exception cause) {
        if (!closed) {
            journal.notice("reconnects: " + cause);
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                journal.notice("ends: " + e);
            }
        }
    }
}
