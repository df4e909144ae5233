package io.fourways.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody's server that webhooks come to: it verifies each, and may have trouble of its own with the first of them. */
final class Receiver implements AutoCloseable {

    private static final int TAKEN = 204;
    private static final int TROUBLE = 500;
    private static final int FORGED = 401;

    /**
     * A webhook that came.
     *
     * @param id      the same for each attempt
     * @param genuine whether it was signed with the secret that is shared
     * @param status  what it was answered
     */
    record Delivery(String id, String body, boolean genuine, int status) {}

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private int troubles;
    private volatile @Nullable String secret;

    private Receiver(HttpServer server, int troubles) {
        this.server = server;
        this.troubles = troubles;
        server.createContext("/", this::handle);
        server.start();
    }

    /** One on this machine that answers 500 to so many before it takes any. */
    static Receiver troubledBy(int webhooks) {
        try {
            InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new Receiver(HttpServer.create(loopback, 0), webhooks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    /** What its webhooks are signed with from now on. */
    void share(String newSecret) {
        secret = newSecret;
    }

    /** The next that comes; none when none comes in time. */
    @Nullable
    Delivery next(Duration patience) throws InterruptedException {
        return deliveries.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            StandardSignature signature = new StandardSignature(
                    header(exchange, "webhook-id"),
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"));
            String shared = secret;
            boolean genuine = shared != null && signature.isOf(body, shared, Instant.now());
            int status = genuine ? status() : FORGED;
            exchange.sendResponseHeaders(status, -1);
            deliveries.add(new Delivery(signature.id(), new String(body, StandardCharsets.UTF_8), genuine, status));
        }
    }

    private synchronized int status() {
        return troubles-- > 0 ? TROUBLE : TAKEN;
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
