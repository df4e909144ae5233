package io.fourways.system.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** A request written by hand on a connection of its own, for what no client library would send. */
public final class RawRequest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private final URI address;

    private RawRequest(Socket socket, URI address) {
        this.socket = socket;
        this.address = address;
    }

    /** Connects, and says nothing yet. */
    public static RawRequest to(URI address) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new RawRequest(socket, address);
    }

    /** The head of a POST of JSON; the header says how long its body is. */
    public RawRequest head(String length) throws IOException {
        return write("POST " + address.getPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + length + "\r\n\r\n");
    }

    public RawRequest write(String text) throws IOException {
        return write(text.getBytes(US_ASCII));
    }

    public RawRequest write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Waits for the answer; its first line, empty when the connection was closed instead. */
    public String statusLine() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
