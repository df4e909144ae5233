package io.fourways.system.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TCP connections passed on to a port of the loopback, whose answers can be lost. */
public final class Wire implements AutoCloseable {

    private static final int BUFFER = 8192;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean answersAreLost;

    private Wire(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** A wire to a port. */
    public static Wire to(int target) {
        try {
            return new Wire(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port at its near end. */
    public int port() {
        return server.getLocalPort();
    }

    /** From now on what is sent arrives, but no answer comes back. */
    public void loseAnswers() {
        answersAreLost = true;
    }

    /** Cuts every connection; new ones work. */
    public void mend() {
        sockets.forEach(Wire::cut);
        answersAreLost = false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(Wire::cut);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                connect(server.accept());
            }
        } catch (IOException closed) {
            sockets.forEach(Wire::cut);
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(near);
        sockets.add(far);
        start(() -> pass(near, far, false));
        start(() -> pass(far, near, true));
    }

    private void pass(Socket from, Socket to, boolean isAnswer) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!(isAnswer && answersAreLost)) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException ended) {
            cut(to);
        }
        sockets.remove(from);
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
