package io.fourways.system.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** A request written by hand on a connection of its own, for what no client library would send. */
public final class RawRequest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LENGTH = "Content-Length:";

    private final Socket socket;
    private final InputStream in;
    private final URI address;

    private RawRequest(Socket socket, URI address) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
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
        return line();
    }

    /** Waits for an answer that says how long it is, and reads it to its end, so that another can be asked for; its status. */
    public int answer() throws IOException {
        String status = statusLine();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        int code = "HTTP/1.1 ".length();
        return Integer.parseInt(status, code, code + 3, 10);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
