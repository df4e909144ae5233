package io.fourways.system.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;

/**
 * Somebody's server that does with a webhook what no server should: each path answers by its own hand, on a thread of its
 * connection. What comes to a path that it does not know is noted and hung up on.
 */
public final class RawEndpoints implements AutoCloseable {

    private static final String LENGTH = "content-length:";

    private final ServerSocket server;
    private final String scheme;
    private final Map<String, Answer> answers;
    private final AtomicInteger gone = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private RawEndpoints(ServerSocket server, String scheme, Map<String, Answer> answers) {
        this.server = server;
        this.scheme = scheme;
        this.answers = answers;
    }

    /** How a path answers, on a connection that has sent its request. */
    @FunctionalInterface
    public interface Answer {

        void to(Socket connection) throws IOException;

        /** These lines, and an empty body. */
        static Answer of(String... lines) {
            return connection -> write(connection, String.join("\r\n", lines) + "\r\ncontent-length: 0\r\n\r\n");
        }

        /** A success whose body is so many bytes, each piece so long after the one before. */
        static Answer of(long size, byte[] piece, Duration pause) {
            return connection -> {
                write(connection, "HTTP/1.1 200 OK\r\ncontent-length: " + size + "\r\n\r\n");
                for (long sent = 0; sent < size; sent += piece.length) {
                    connection.getOutputStream().write(piece);
                    LockSupport.parkNanos(pause.toNanos());
                }
            };
        }

        /** None: the connection is reset. */
        static Answer reset() {
            return connection -> {
                connection.setSoLinger(true, 0);
                connection.close();
            };
        }

        private static void write(Socket connection, String head) throws IOException {
            connection.getOutputStream().write(head.getBytes(US_ASCII));
        }
    }

    /**
     * A request that came.
     *
     * @param path     without its query
     * @param nanoTime when
     */
    public record Request(String path, long nanoTime) {}

    /** A new server on this machine. */
    public static RawEndpoints http(Map<String, Answer> answers) {
        return start(ServerSocketFactory.getDefault(), "http", answers);
    }

    /** One that speaks TLS. */
    public static RawEndpoints https(ServerSocketFactory sockets, Map<String, Answer> answers) {
        return start(sockets, "https", answers);
    }

    private static RawEndpoints start(ServerSocketFactory sockets, String scheme, Map<String, Answer> answers) {
        try {
            ServerSocket server = sockets.createServerSocket(0, 100, InetAddress.getLoopbackAddress());
            RawEndpoints endpoints = new RawEndpoints(server, scheme, answers);
            thread(endpoints::accept);
            return endpoints;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to send webhooks. */
    public URI url(String pathAndQuery) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + pathAndQuery);
    }

    /** Those that came to a path, in their order. */
    public List<Request> at(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** How many connections the sender has ended before it was answered. */
    public int gone() {
        return gone.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                thread(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Whoever sent it may hang up at any time. */
    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (String path = read(in); !path.isEmpty() && !connection.isClosed(); path = read(in)) {
                requests.add(new Request(path, System.nanoTime()));
                answers.getOrDefault(path, Socket::close).to(connection);
            }
        } catch (IOException senderHasGone) {
            gone.incrementAndGet();
        }
    }

    /** Reads a request; its path, empty at the end. */
    private static String read(InputStream in) throws IOException {
        String head = line(in);
        int length = 0;
        for (String line = head; !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        int from = head.indexOf(' ') + 1;
        return head.isEmpty()
                ? ""
                : URI.create(head.substring(from, head.indexOf(' ', from))).getPath();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "raw-endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
