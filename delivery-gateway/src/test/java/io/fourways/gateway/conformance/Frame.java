package io.fourways.gateway.conformance;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A frame of the WebSocket protocol, right or wrong (RFC 6455, 5.2).
 *
 * @param first   FIN, the reserved bits and the opcode
 * @param payload unmasked
 */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(int first, byte[] payload) {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;
    static final int RSV3 = 0x10;
    static final int RSV2 = 0x20;
    static final int RSV1 = 0x40;
    static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final Random MASKS = new Random(6455);

    static Frame of(int first, String payload) {
        return new Frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    static Frame text(String payload) {
        return of(FIN | TEXT, payload);
    }

    static Frame ping(String payload) {
        return of(FIN | PING, payload);
    }

    /** A close frame with a code, and bytes that should be text. */
    static Frame close(int code, byte[] reason) {
        return new Frame(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) code)
                        .put(reason)
                        .array());
    }

    int opcode() {
        return first & 0xf;
    }

    boolean isFinal() {
        return (first & FIN) != 0;
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
        return payload.length < 2 ? -1 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }

    /** As a client sends it: masked, with a length no longer than need be. */
    byte[] masked() {
        byte[] length = length(payload.length);
        length[0] |= (byte) MASKED;
        byte[] mask = new byte[4];
        MASKS.nextBytes(mask);
        ByteBuffer frame = ByteBuffer.allocate(1 + length.length + 4 + payload.length);
        frame.put((byte) first).put(length).put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        return frame.array();
    }

    /** As only a server may send it. */
    byte[] unmasked() {
        byte[] length = length(payload.length);
        return ByteBuffer.allocate(1 + length.length + payload.length)
                .put((byte) first)
                .put(length)
                .put(payload)
                .array();
    }

    private static byte[] length(int length) {
        if (length < 126) {
            return new byte[] {(byte) length};
        }
        return length <= 0xffff
                ? ByteBuffer.allocate(3)
                        .put((byte) 126)
                        .putShort((short) length)
                        .array()
                : ByteBuffer.allocate(9).put((byte) 127).putLong(length).array();
    }

    /** The next one of a server's, which must be as a server's has to be. */
    public static Frame read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        require(length < MASKED, "a server masks nothing");
        long extended = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        require(extended == length || extended > (length == 126 ? 125 : 0xffff), "a length is as short as can be");
        Frame frame = new Frame(first, new byte[Math.toIntExact(extended)]);
        require(frame.opcode() < CLOSE || (extended < 126 && frame.isFinal()), "a control frame is short and whole");
        require((first & (RSV2 | RSV3)) == 0, "nothing was agreed that has these bits");
        in.readFully(frame.payload);
        return frame;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("The server breaks a rule: " + rule);
        }
    }
}
