package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflationTests {

    private static final int FROM = 100;
    private static final int UP_TO = 2_000_000;

    private final Deflation deflation = new Deflation(FROM, UP_TO);

    /** Lengths on both sides of those at which the header becomes longer, before and after compression. */
    @ParameterizedTest
    @ValueSource(ints = {FROM, 125, 126, 65_535, 65_536, 200_000, UP_TO})
    void becomesTheSameWhenInflated(int length) throws DataFormatException {
        String text = hardlyCompressible(length);
        ByteBuf frame = frame(text);

        ByteBuf compressed = deflation.of(frame, HEADER);

        assertThat(compressed.readableBytes()).isLessThan(frame.readableBytes());
        assertThat(compressed.readUnsignedByte()).isEqualTo((short) 0xc1);
        assertThat(inflated(payload(compressed), length)).isEqualTo(text);
        compressed.release();
        frame.release();
        assertThat(frame.refCnt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {FROM - 1, UP_TO + 1})
    void leavesWhatIsTooShortOrTooLong(int length) {
        staysAsItIs("x".repeat(length));
    }

    @Test
    void leavesWhatWouldNotBecomeShorter() {
        staysAsItIs(random(1_000));
    }

    private void staysAsItIs(String text) {
        ByteBuf frame = frame(text);

        ByteBuf same = deflation.of(frame, HEADER);

        assertThat(same).isSameAs(frame);
        assertThat(frame.refCnt()).isEqualTo(2);
        frame.release(2);
    }

    /** Where the JSON begins is all that is told of the header. */
    private static final int HEADER = 3;

    private static ByteBuf frame(String text) {
        return UnpooledByteBufAllocator.DEFAULT
                .buffer()
                .writeBytes(new byte[HEADER])
                .writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Half of it noise, so that it stays as long as that. */
    private static String hardlyCompressible(int length) {
        return random(length / 2) + "x".repeat(length - length / 2);
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] payload(ByteBuf frame) {
        int length = frame.readUnsignedByte();
        if (length == 126) {
            length = frame.readUnsignedShort();
            assertThat(length).isGreaterThan(125);
        } else if (length == 127) {
            length = (int) frame.readLong();
            assertThat(length).isGreaterThan(65_535);
        }
        assertThat(frame.readableBytes()).isEqualTo(length);
        byte[] payload = new byte[length];
        frame.readBytes(payload);
        return payload;
    }

    private static String inflated(byte[] payload, int length) throws DataFormatException {
        byte[] whole = Arrays.copyOf(payload, payload.length + 4);
        Unpooled.wrappedBuffer(whole).setInt(payload.length, 0x0000ffff);
        Inflater inflater = new Inflater(true);
        inflater.setInput(whole);
        byte[] text = new byte[length + 1];
        int inflated = inflater.inflate(text);
        inflater.end();
        return new String(text, 0, inflated, StandardCharsets.ISO_8859_1);
    }
}
