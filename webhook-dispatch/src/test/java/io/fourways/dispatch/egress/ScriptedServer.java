package io.fourways.dispatch.egress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/** A server on this machine that does with each connection what a script says, however wrong. */
final class ScriptedServer implements AutoCloseable {

    /** What is done with a connection; its end closes it. What fails because the other side has gone is the end as well. */
    interface Script {

        void run(Connection connection) throws IOException;
    }

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private final ServerSocket listening;
    private final String scheme;
    private final Script script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    private ScriptedServer(ServerSocketFactory factory, String scheme, Script script) {
        try {
            this.listening = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.scheme = scheme;
        this.script = script;
        start(this::accept);
    }

    static ScriptedServer http(Script script) {
        return new ScriptedServer(ServerSocketFactory.getDefault(), "http", script);
    }

    static ScriptedServer https(ServerSocketFactory tls, Script script) {
        return new ScriptedServer(tls, "https", script);
    }

    /** One that answers each request of a connection alike. */
    static ScriptedServer answering(String... lines) {
        return http(connection -> {
            while (connection.readRequest()) {
                connection.write(String.join("\r\n", lines));
            }
        });
    }

    URI url(String path) {
        return url("127.0.0.1", path);
    }

    URI url(String host, String path) {
        return URI.create(scheme + "://" + host + ":" + port() + path);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections there were. */
    int connections() {
        return sockets.size();
    }

    /** How many of them have ended. */
    int ended() {
        return ended.get();
    }

    /** The requests' heads and bodies, as they came. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // and so is everything
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.run(new Connection(socket));
        } catch (IOException gone) {
            // the other side has closed the connection, or this one has
        } finally {
            ended.incrementAndGet();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One of its connections. */
    final class Connection {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** Reads a request with a length; false when there is none any more. */
        boolean readRequest() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            requests.add(head + new String(body, StandardCharsets.UTF_8));
            return true;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Waits until the other side has closed the connection. */
        void awaitEnd() throws IOException {
            if (in.read() >= 0) {
                throw new IOException("The other side goes on");
            }
        }

        /** Takes whatever comes, and says nothing, until the other side has closed the connection. */
        void readToTheEnd() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        /** Ends it without a word. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
