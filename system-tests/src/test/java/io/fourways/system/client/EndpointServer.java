package io.fourways.system.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Other people's servers that webhooks come to, all on one port: each path is an endpoint. When one is answered, and how,
 * is for the test to say; no thread waits for it.
 */
public final class EndpointServer implements AutoCloseable {

    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;

    private EndpointServer(HttpServer server, Consumer<Arrived> endpoints) {
        AtomicInteger number = new AtomicInteger();
        this.server = server;
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "endpoints-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> endpoints.accept(arrived(exchange)));
        server.start();
    }

    /** A new one on this machine, which tells of each webhook that comes. */
    public static EndpointServer start(Consumer<Arrived> endpoints) {
        try {
            return new EndpointServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000), endpoints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to send webhooks. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Arrived arrived(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        return new Arrived(exchange.getRequestURI().getPath(), id, body, exchange, threads);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * A webhook that has come and waits for its answer.
     *
     * @param path where to
     * @param id   its {@code webhook-id}
     */
    public record Arrived(String path, String id, String body, HttpExchange exchange, Executor threads) {

        /** Answers after a while. */
        public void answer(int status, Duration after) {
            CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS, threads)
                    .execute(() -> answer(status));
        }

        /** Answers now, if anybody still waits for it. */
        public void answer(int status) {
            try (exchange) {
                exchange.sendResponseHeaders(status, -1);
            } catch (IOException senderHasGone) {
                exchange.close();
            }
        }
    }
}
