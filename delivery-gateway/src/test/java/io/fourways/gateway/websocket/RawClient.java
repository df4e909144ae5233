package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A WebSocket client that sends whatever frames it is told to, wrong ones too. */
final class RawClient implements AutoCloseable {

    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CONTINUATION = 0x0;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private final DataInputStream in;
    private final String head;
    private final long opened = System.nanoTime();

    private RawClient(Socket socket, String head) throws IOException {
        this.socket = socket;
        this.head = head;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** A frame as it came. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(int first, byte[] payload) {

        int opcode() {
            return first & 0xf;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            assertThat(opcode()).as(text()).isEqualTo(CLOSE);
            return ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        String closeText() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    static RawClient connect(TestGateway gateway, String query) throws IOException {
        return connect(gateway, query, Map.of());
    }

    static RawClient connect(TestGateway gateway, String query, Map<String, String> headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        StringBuilder request = new StringBuilder("GET /v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return new RawClient(socket, readHead(socket));
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** The response to the handshake. */
    String head() {
        return head;
    }

    void send(String text) throws IOException {
        send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(int first, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(first, payload));
    }

    /** Bytes as they are. */
    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xffff) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    static byte[] deflated(String text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[1024];
        int length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
        while (length > 0) {
            out.write(part, 0, length);
            length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        byte[] all = out.toByteArray();
        return Arrays.copyOf(all, all.length - 4);
    }

    static String inflated(byte[] deflated) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(deflated, deflated.length + 4);
        whole[deflated.length + 2] = whole[deflated.length + 3] = (byte) 0xff;
        inflater.setInput(whole);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[1024];
        for (int length = inflater.inflate(part); length > 0; length = inflater.inflate(part)) {
            out.write(part, 0, length);
        }
        inflater.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    Frame receive() throws IOException {
        assertThat(System.nanoTime() - opened).as("nanoseconds of patience").isLessThan(PATIENCE.toNanos());
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /** The next frame that is no position. */
    String receiveText() throws IOException {
        Frame frame = receive();
        while (frame.text().startsWith("{\"position\"")) {
            frame = receive();
        }
        assertThat(frame.first()).as(frame.text()).isEqualTo(FIN | TEXT);
        return frame.text();
    }

    /** The close frame, and what comes before it is dropped. */
    Frame receiveClose() throws IOException {
        return receive(CLOSE);
    }

    /** The next frame of this kind. */
    Frame receive(int opcode) throws IOException {
        Frame frame = receive();
        while (frame.opcode() != opcode) {
            frame = receive();
        }
        return frame;
    }

    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
