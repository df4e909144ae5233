package io.fourways.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reader in one way, on a thread and a metered wire of its own. It reconnects until it is closed. */
final class Participant implements AutoCloseable {

    private static final Duration BEFORE_RECONNECTING = Duration.ofMillis(500);

    private final Way way;
    private final CountingRelay relay;
    private final Subscriber subscriber;
    private volatile boolean closed;
    private volatile @Nullable IOException failure;

    private Participant(Way way, CountingRelay relay, Subscriber subscriber) {
        this.way = way;
        this.relay = relay;
        this.subscriber = subscriber;
    }

    /** A reader of these channels at that gateway, from the place on, which has begun. */
    static Participant start(Way way, URI gateway, List<String> channels, String after) throws IOException {
        CountingRelay relay = new CountingRelay(gateway);
        Participant participant = new Participant(way, relay, new Subscriber(relay.address(), channels, after));
        Thread thread = new Thread(participant::read, way.title());
        thread.setDaemon(true);
        thread.start();
        return participant;
    }

    Way way() {
        return way;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    Figures figures() {
        return subscriber.tally().figures(relay.bytes());
    }

    /** Why it last lost its connection; null when it never did. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        relay.close();
    }

    private void read() {
        Reading reading = way.reading();
        try {
            while (!closed) {
                readOnce(reading);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOnce(Reading reading) throws InterruptedException {
        try {
            reading.read(subscriber);
        } catch (IOException e) {
            if (!closed) {
                failure = e;
                subscriber.pause(BEFORE_RECONNECTING);
            }
        }
    }
}
