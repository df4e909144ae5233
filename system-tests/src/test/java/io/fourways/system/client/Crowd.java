package io.fourways.system.client;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many readers of server-sent events on one thread. It measures how long each event takes from the {@code "ts":nanos}
 * in its data to each reader.
 */
public final class Crowd implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private final Thread thread;
    private final AtomicInteger greeted = new AtomicInteger();

    private Crowd() throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, "crowd");
        thread.setDaemon(true);
    }

    /** So many readers, all of which have their response's head. */
    public static Crowd of(int size, URI gateway, Subscription subscription) {
        try {
            Crowd crowd = new Crowd();
            for (int i = 0; i < size; i++) {
                crowd.connect(gateway, subscription);
            }
            crowd.thread.start();
            await("a crowd of " + size).atMost(Duration.ofMinutes(1)).until(() -> crowd.greeted.get() == size);
            return crowd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long events took since the last call, once so many deliveries were made. */
    public Latencies.Distribution awaitDeliveries(int deliveries) {
        await(deliveries + " deliveries").atMost(Duration.ofMinutes(2)).until(() -> latencies.count() >= deliveries);
        return latencies.takeDistribution();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void connect(URI gateway, Subscription subscription) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        channel.write(ByteBuffer.wrap(request(gateway, subscription)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Timestamps());
        channels.add(channel);
    }

    static byte[] request(URI gateway, Subscription subscription) {
        URI uri = subscription.at(gateway, "");
        return ("GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + subscription.token() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select(key -> read(key, buffer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        Timestamps timestamps = (Timestamps) key.attachment();
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                key.cancel();
            }
            if (!timestamps.isGreeted) {
                timestamps.isGreeted = true;
                greeted.incrementAndGet();
            }
            timestamps.scan(buffer.flip());
        } catch (IOException ended) {
            key.cancel();
        }
    }

    /** Finds the times in what one reader gets, also where a read ends in the middle of one. */
    private final class Timestamps {

        private static final String MARK = "\"ts\":";

        private boolean isGreeted;
        private int matched;
        private long value;

        void scan(ByteBuffer bytes) {
            long now = System.nanoTime();
            while (bytes.hasRemaining()) {
                next((char) bytes.get(), now);
            }
        }

        private void next(char c, long now) {
            if (matched < MARK.length()) {
                matched = c == MARK.charAt(matched) ? matched + 1 : c == MARK.charAt(0) ? 1 : 0;
            } else if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
            } else {
                latencies.add(now - value);
                matched = 0;
                value = 0;
            }
        }
    }
}
