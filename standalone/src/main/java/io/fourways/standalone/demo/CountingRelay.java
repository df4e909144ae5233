package io.fourways.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A wire with a meter: passes TCP connections on to a server and counts the bytes in both directions, so that what a
 * way of reading costs is measured on the socket and not worked out.
 */
final class CountingRelay implements AutoCloseable {

    private final AtomicLong bytes = new AtomicLong();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress target;
    private final ServerSocket listener;

    /** A relay on a free port of the loopback interface to the server at this address. */
    CountingRelay(URI server) throws IOException {
        target = new InetSocketAddress(server.getHost(), server.getPort());
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    /** Where to connect instead of to the server. */
    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Bytes passed on so far. */
    long bytes() {
        return bytes.get();
    }

    /** Stops listening and cuts every connection. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = keep(listener.accept());
            Socket server = keep(new Socket(target.getAddress(), target.getPort()));
            start("up", () -> pass(client, server));
            start("down", () -> pass(server, client));
        }
    }

    private Socket keep(Socket socket) throws IOException {
        sockets.add(socket);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.addAndGet(read);
                out.write(buffer, 0, read);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(String name, Passing work) {
        Thread thread = new Thread(() -> untilCut(work), "relay-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void untilCut(Passing work) {
        try {
            work.run();
        } catch (IOException e) {
            // either end hung up: that is how every connection ends, and its reader sees it too
        }
    }

    /** Work that ends when its connection does. */
    @FunctionalInterface
    private interface Passing {
        void run() throws IOException;
    }
}
