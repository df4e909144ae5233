package io.fourways.gateway.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Text is told from what is none as the JDK tells it, however it is cut. */
class Utf8PropertyTests {

    /** Mostly bytes that begin or continue a character, since others are told at once. */
    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<Byte> likely = Arbitraries.of(
                        0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee,
                        0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff)
                .map(Integer::byteValue);
        return likely.array(byte[].class).ofMaxSize(8);
    }

    @Property(tries = 20_000)
    void isWhatTheJdkTakes(@ForAll("bytes") byte[] bytes, @ForAll @IntRange(max = 8) int cut) {
        assertAsTheJdk(bytes, Math.min(cut, bytes.length));
    }

    @Property
    void isEveryText(@ForAll String text, @ForAll @IntRange(max = 20) int cut) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertAsTheJdk(bytes, Math.min(cut, bytes.length));
    }

    private static void assertAsTheJdk(byte[] bytes, int cut) {
        Utf8 text = new Utf8();
        boolean taken = text.takes(Unpooled.wrappedBuffer(bytes, 0, cut))
                && text.takes(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut))
                && text.isWhole();
        assertThat(taken).isEqualTo(isText(bytes));
        assertThat(Utf8.is(Unpooled.wrappedBuffer(bytes))).isEqualTo(taken);
    }

    private static boolean isText(byte[] bytes) {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException none) {
            return false;
        }
    }
}
