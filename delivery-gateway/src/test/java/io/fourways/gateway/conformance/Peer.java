package io.fourways.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.websocket.TestGateway;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A client that says on its socket exactly what it is told to, and holds the server to the protocol. */
final class Peer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String REQUEST = String.join(
            "\r\n",
            "GET /v1/events%s HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "%s\r\n");

    private final Socket socket;
    private final DataInputStream in;
    private final String head;
    /** Keeps what came before, as a client does that has not been told it may forget it. */
    private final Inflater inflater = new Inflater(true);

    private Peer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.head = readHead();
    }

    /** One that asks for no more than a WebSocket. */
    static Peer of(TestGateway gateway) throws IOException {
        return of(gateway, "", "");
    }

    /** One that offers an extension. */
    static Peer offering(TestGateway gateway, String extensions) throws IOException {
        return of(gateway, "", "Sec-WebSocket-Extensions: " + extensions + "\r\n");
    }

    /**
     * One that asks for what it wants.
     *
     * @param query   begins with a question mark, if there is one
     * @param headers further ones, each with its line's end
     */
    static Peer of(TestGateway gateway, String query, String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(REQUEST.formatted(query, headers).getBytes(StandardCharsets.US_ASCII));
        Peer peer = new Peer(socket);
        assertThat(peer.head).startsWith("HTTP/1.1 101 ");
        return peer;
    }

    private String readHead() throws IOException {
        StringBuilder lines = new StringBuilder();
        while (lines.indexOf("\r\n\r\n") < 0) {
            lines.append((char) in.readUnsignedByte());
        }
        return lines.toString();
    }

    /** What the response says under a name. */
    List<String> header(String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    void send(Frame... frames) throws IOException {
        for (Frame frame : frames) {
            write(frame.masked());
        }
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The same in pieces of a size, each of them a packet by itself if the network likes. */
    void write(byte[] bytes, int size) throws IOException {
        for (int i = 0; i < bytes.length; i += size) {
            write(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size)));
        }
    }

    /** The next frame that is neither a position nor a ping of a server that has nothing else to say. */
    Frame receive() throws IOException {
        long began = System.nanoTime();
        Frame frame = Frame.read(in);
        while (frame.opcode() == Frame.PING || frame.text().startsWith("{\"position\"")) {
            assertThat(System.nanoTime() - began).as("patience").isLessThan(PATIENCE.toNanos());
            frame = Frame.read(in);
        }
        return frame;
    }

    /** The next message, which must be a text, of one frame, and compressed only if that was agreed. */
    String receiveText() throws IOException {
        Frame frame = receive();
        int bits = header("Sec-WebSocket-Extensions").isEmpty() ? frame.first() : frame.first() & ~Frame.RSV1;
        assertThat(bits).as("what begins %s", frame.text()).isEqualTo(Frame.FIN | Frame.TEXT);
        return (frame.first() & Frame.RSV1) == 0 ? frame.text() : inflated(frame.payload());
    }

    private String inflated(byte[] deflated) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        for (byte[] input : List.of(deflated, new byte[] {0, 0, (byte) 0xff, (byte) 0xff})) {
            inflater.setInput(input);
            while (!inflater.needsInput()) {
                text.write(part, 0, inflate(part));
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private int inflate(byte[] part) {
        try {
            return inflater.inflate(part);
        } catch (DataFormatException e) {
            throw new AssertionError("The server compresses in a form that is none", e);
        }
    }

    /** What the server closes with, as the next it says; nothing comes behind it. */
    int receiveClose() throws IOException {
        Frame frame = receive();
        assertThat(frame.first()).as(frame.text()).isEqualTo(Frame.FIN | Frame.CLOSE);
        assertThat(in.read()).as("what comes behind a close").isNegative();
        return frame.closeCode();
    }

    /** Fails unless the connection is still of use. */
    void assertOpen() throws IOException {
        send(Frame.ping("still there?"));
        Frame pong = receive();
        assertThat(pong.first()).as(pong.text()).isEqualTo(Frame.FIN | Frame.PONG);
        assertThat(pong.text()).isEqualTo("still there?");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        socket.close();
    }
}
