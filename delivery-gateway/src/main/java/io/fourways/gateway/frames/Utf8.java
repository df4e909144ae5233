package io.fourways.gateway.frames;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Text that comes in parts, which may be cut anywhere: whether it is UTF-8 so far.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629, the syntax of UTF-8</a>
 */
final class Utf8 implements ByteProcessor {

    private static final int LOWEST = 0x80;
    private static final int HIGHEST = 0xbf;

    private int missing;
    private int low;
    private int high;

    /** Whether a text that is there as a whole is UTF-8. */
    static boolean is(ByteBuf whole) {
        Utf8 text = new Utf8();
        return text.takes(whole) && text.isWhole();
    }

    /** Takes the next part; false as soon as a byte cannot be where it is, whatever may follow. */
    boolean takes(ByteBuf part) {
        return part.forEachByte(this) < 0;
    }

    /** Whether no character is cut off. */
    boolean isWhole() {
        return missing == 0;
    }

    /** Whether the next byte may be this one. */
    @Override
    public boolean process(byte next) {
        int value = next & 0xff;
        if (missing == 0) {
            return value < LOWEST || begin(value);
        }
        boolean fits = value >= low && value <= high;
        missing--;
        expect(LOWEST, HIGHEST);
        return fits;
    }

    /** The second byte's bounds keep out what is longer than need be, surrogates, and what is beyond the last character. */
    private boolean begin(int first) {
        missing = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        expect(
                first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : LOWEST,
                first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : HIGHEST);
        return first >= 0xc2 && first <= 0xf4;
    }

    private void expect(int from, int to) {
        low = from;
        high = to;
    }
}
