package io.fourways.system.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A WebSocket (RFC 6455) of which every bit can be set, for what well-behaved clients do not send. Its mask is zero, so
 * that what it sends is what is written here.
 */
public final class RawWebSocket implements AutoCloseable {

    /** Begins a text message. */
    public static final int TEXT = 0x1;

    /** Begins a binary message. */
    public static final int BINARY = 0x2;

    /** Goes on with a message. */
    public static final int CONTINUATION = 0x0;

    /** Asks whether somebody is there. */
    public static final int PING = 0x9;

    /** Ends a message. */
    public static final int FIN = 0x80;

    /** Says that the message is compressed, if that was agreed. */
    public static final int RSV1 = 0x40;

    private static final int CLOSE = 0x8;
    private static final int MASKED = 0x80;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    private RawWebSocket(URI uri, String token, String headers) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write(("GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                        + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token + "\r\n"
                        + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** A connection whose handshake was accepted, with further header lines, each ended by CR LF. */
    public static RawWebSocket connect(URI uri, String token, String headers) {
        try {
            RawWebSocket socket = new RawWebSocket(uri, token, headers);
            String head = socket.head();
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new AssertionError("refused: " + head);
            }
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection whose handshake was accepted. */
    public static RawWebSocket connect(URI uri, String token) {
        return connect(uri, token, "");
    }

    /** Sends a frame; the first byte says what it is. */
    public RawWebSocket send(int firstByte, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) firstByte);
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        try {
            out.write(frame.array(), 0, frame.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends a whole text message. */
    public RawWebSocket send(String text) {
        return send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message: its text, or {@code closed} and the code. Control frames but the close are passed over. */
    public String receive() {
        try {
            int opcode = read() & 0xf;
            byte[] payload = in.readNBytes(length());
            if (opcode == CLOSE) {
                return "closed "
                        + (payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort());
            }
            return opcode == TEXT ? new String(payload, StandardCharsets.UTF_8) : receive();
        } catch (EOFException | SocketException e) {
            return "closed 1006";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer to what was sent, or the close: events and positions are passed over. */
    public String receiveAnswer() {
        String message = receive();
        while (message.contains("\"specversion\"") || message.startsWith("{\"position\"")) {
            message = receive();
        }
        return message;
    }

    /** The close: everything before it is passed over. */
    public String receiveClose() {
        String message = receive();
        while (!message.startsWith("closed ")) {
            message = receive();
        }
        return message;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int length() throws IOException {
        int length = read();
        if (length == 126) {
            return read() << 8 | read();
        }
        return length == 127 ? (int) ByteBuffer.wrap(in.readNBytes(8)).getLong() : length;
    }

    private int read() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException();
        }
        return value;
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(read());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }
}
