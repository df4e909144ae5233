package io.fourways.system.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Forged webhooks at a steady pace over kept connections. What is sent is made beforehand but for its number, so that
 * the flood costs its sender little. A connection that was answered late makes up for it.
 */
public final class ForgedFlood implements AutoCloseable {

    private static final int CONNECTIONS = 32;

    private final URI source;
    private final String headers;
    private final long period;
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> forgers = new ArrayList<>();
    private volatile boolean over;

    private ForgedFlood(URI source, String headers, int perSecond) {
        this.source = source;
        this.headers = headers;
        period = TimeUnit.SECONDS.toNanos(CONNECTIONS) / perSecond;
    }

    /**
     * Begins to send so many a second.
     *
     * @param source  where to
     * @param headers the lines that forge, each ended by CRLF; {@code %d} in them is the number of the webhook
     */
    public static ForgedFlood begin(URI source, String headers, int perSecond) {
        ForgedFlood flood = new ForgedFlood(source, headers, perSecond);
        for (int forger = 0; forger < CONNECTIONS; forger++) {
            int number = forger;
            Thread thread = new Thread(() -> flood.forge(number), "forger-" + forger);
            thread.setDaemon(true);
            thread.start();
            flood.forgers.add(thread);
        }
        return flood;
    }

    /** How many were refused so far. */
    public int answered() {
        return answered.get();
    }

    /** Ends it; fails if one was answered otherwise than 401 or, that there is more to verify than can be, 503. */
    @Override
    public void close() {
        over = true;
        forgers.forEach(ForgedFlood::join);
        failures.forEach(failure -> {
            throw new AssertionError("the flood", failure);
        });
    }

    private void forge(int forger) {
        long start = System.nanoTime() + forger * period / CONNECTIONS;
        try (RawRequest connection = RawRequest.to(source)) {
            for (int i = 0; !over; i++) {
                LockSupport.parkNanos(start + i * period - System.nanoTime());
                connection.write(request(forger + i * CONNECTIONS));
                refused(connection.answer());
            }
        } catch (IOException | RuntimeException failure) {
            failures.add(failure);
        }
    }

    private byte[] request(int number) {
        return ("POST " + source.getPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\n" + headers.replace("%d", Integer.toString(number)) + "\r\n{}")
                .getBytes(US_ASCII);
    }

    private void refused(int status) {
        if (status != 401 && status != 503) {
            throw new UncheckedIOException(new IOException("a forged webhook was answered " + status));
        }
        answered.incrementAndGet();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
