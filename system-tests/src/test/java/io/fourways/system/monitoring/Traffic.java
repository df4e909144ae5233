package io.fourways.system.monitoring;

import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Reader;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A little of everything that services do, again and again: published, read in all ways, webhooks that come. */
public final class Traffic implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String CHANNEL = "watched.a";
    private static final int MORE_THAN_ONE_A_SECOND = 5;
    private static final int BEHIND_THE_WINDOW = 25;

    private final Publisher publisher;
    private final URI gateway;
    private final StandardSender source;
    private final StandardSender limited;
    private final List<Reader> readers = new ArrayList<>();
    private final Queue<String> places = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean closed;

    private Traffic(Publisher publisher, URI gateway, StandardSender source, StandardSender limited) {
        this.publisher = publisher;
        this.gateway = gateway;
        this.source = source;
        this.limited = limited;
        thread.setDaemon(true);
    }

    /** Begins; one of the sources may send less than it will. */
    public static Traffic start(Publisher publisher, URI gateway, StandardSender source, StandardSender limited) {
        Traffic traffic = new Traffic(publisher, gateway, source, limited);
        for (Way way : Way.values()) {
            traffic.readers.add(Reader.start(way, List.of(gateway), Subscription.to("watched.*"), new Journal("")));
        }
        traffic.thread.start();
        return traffic;
    }

    private void run() {
        while (!closed) {
            try {
                round();
            } catch (UncheckedIOException | AssertionError overloaded) {
                // what was to be seen is seen in another round, or missed by whoever asks
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void round() {
        publisher.sendJson(CHANNEL, "{\"watched\":true}");
        source.send(UUID.randomUUID().toString(), "{\"type\":\"watched\"}");
        source.forge(UUID.randomUUID().toString(), "{\"type\":\"watched\"}");
        for (int i = 0; i < MORE_THAN_ONE_A_SECOND; i++) {
            limited.send(UUID.randomUUID().toString(), "{\"type\":\"watched\"}");
        }
        readTheLog();
    }

    /** Again and again behind what is known of it, so that it is the log itself that is read. */
    private void readTheLog() {
        places.add(Positions.now(gateway));
        if (places.size() > BEHIND_THE_WINDOW) {
            Http.get(Subscription.to("watched.*").with("&limit=10").at(gateway, places.remove()));
        }
    }

    @Override
    public void close() {
        closed = true;
        readers.forEach(Reader::close);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
