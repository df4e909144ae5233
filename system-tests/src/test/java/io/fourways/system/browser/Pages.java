package io.fourways.system.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves the page in {@code src/test/browser} on the loopback, under two names, which are two origins. */
public final class Pages implements AutoCloseable {

    private static final Path PAGE = Path.of("src", "test", "browser", "reads.html");

    private final HttpServer server;

    private Pages(HttpServer server) {
        this.server = server;
    }

    public static Pages start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", Pages::answer);
            server.start();
            return new Pages(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] page = Files.readAllBytes(PAGE);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    /** The origin that a gateway is to allow. */
    public URI allowed() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The same page from an origin that nobody has allowed. */
    public URI foreign() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
