package io.fourways.gateway.shortcut;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What becomes in HTTP's codec of a piece that looks like one request without a body. */
final class Decoding {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuf piece;
    private int requests;
    private @Nullable HttpRequest request;
    private @Nullable Parts parts;
    private @Nullable Again again;

    private Decoding(ByteBuf piece) {
        this.piece = piece;
    }

    /** Of what is read next; null when that is not one head. */
    static @Nullable Decoding of(ByteBuf bytes) {
        return isOneHead(bytes) ? new Decoding(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(bytes))) : null;
    }

    /** Whether it ends as the head of a request does, and not before. */
    private static boolean isOneHead(ByteBuf bytes) {
        int length = bytes.readableBytes();
        int end = bytes.writerIndex() - END.length;
        return length > END.length
                && length <= RequestForm.MOST_BYTES
                && ByteBufUtil.equals(bytes, end, Unpooled.wrappedBuffer(END), 0, END.length)
                && !hasEmptyLine(bytes, end);
    }

    /** By whichever ends of lines the codec takes. */
    private static boolean hasEmptyLine(ByteBuf bytes, int end) {
        int line = bytes.indexOf(bytes.readerIndex(), end, (byte) '\n');
        while (line >= 0) {
            byte next = bytes.getByte(line + 1);
            if (next == '\n' || next == '\r') {
                return true;
            }
            line = bytes.indexOf(line + 1, end, (byte) '\n');
        }
        return false;
    }

    /** The codec has made a request of it. */
    void decoded() {
        requests++;
    }

    /** That was taken, and can be again. */
    void taken(HttpRequest made, Parts mayDiffer, Again inTheSameWay) {
        request = made;
        parts = mayDiffer;
        again = inTheSameWay;
    }

    /** The form of the one request that it was; null when it was none that can be taken again. */
    @Nullable
    RequestForm form() {
        return request == null || parts == null || requests != 1 ? null : RequestForm.of(request, parts, piece);
    }

    @Nullable
    Again again() {
        return again;
    }
}
