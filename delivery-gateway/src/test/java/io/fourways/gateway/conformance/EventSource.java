package io.fourways.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.conformance.EventStreamParser.Message;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that reads an event stream as a browser does. */
final class EventSource implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventStreamParser parser = new EventStreamParser();
    private final Socket socket;
    private final DataInputStream in;
    private final boolean chunked;

    /**
     * Connects.
     *
     * @param version of HTTP
     * @param headers further ones, each with its line's end
     */
    EventSource(int port, String version, String query, String headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        String request = "GET /v1/events?" + query + " " + version + "\r\nHost: x\r\nAccept: text/event-stream\r\n"
                + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        assertThat(line()).contains(" 200 ");
        chunked = readHead();
    }

    private boolean readHead() throws IOException {
        boolean chunks = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            chunks |= line.equalsIgnoreCase("transfer-encoding: chunked");
        }
        return chunks;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (!line.toString().endsWith("\r\n")) {
            line.append((char) in.readUnsignedByte());
        }
        return line.substring(0, line.length() - 2);
    }

    /** The next that a script is given. */
    Message next() throws IOException {
        long began = System.nanoTime();
        Message message = parser.poll();
        while (message == null) {
            assertThat(System.nanoTime() - began).as("patience").isLessThan(PATIENCE.toNanos());
            more();
            message = parser.poll();
        }
        return message;
    }

    /** Reads on until the client would resume from somewhere. */
    EventSource afterPosition() throws IOException {
        while (parser.lastEventId().isEmpty()) {
            more();
        }
        return this;
    }

    private void more() throws IOException {
        if (chunked) {
            byte[] chunk = new byte[Integer.parseInt(line(), 16)];
            assertThat(chunk.length).as("the stream goes on").isPositive();
            in.readFully(chunk);
            assertThat(line()).as("the end of a chunk").isEmpty();
            parser.take(chunk);
        } else {
            parser.take(new byte[] {in.readByte()});
        }
    }

    EventStreamParser parser() {
        return parser;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
