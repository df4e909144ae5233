package io.fourways.gateway.log;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Compresses a server's text frames (RFC 7692, 7.2.1), each by itself, so that one compressed form does for all
 * connections that agreed to {@code permessage-deflate} with the full window.
 *
 * <p>What is compressed is bounded, since it is done on an event loop; a frame that would not become shorter stays as it is, which
 * the extension allows for each message. From any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2.1">RFC 7692, compression</a>
 */
public final class Deflation {

    private static final int FINAL_TEXT_COMPRESSED = 0xc1;
    private static final int LONGEST_HEADER = 10;

    /** The empty block that a flush ends with, which the receiver appends again. */
    private static final int TAIL = 4;

    /** Twice as fast as the default, and hardly longer for texts as short as these. */
    private static final int LEVEL = 3;

    private final int from;
    private final int upTo;
    private final FastThreadLocal<Deflater> deflaters = new FastThreadLocal<>() {
        @Override
        protected Deflater initialValue() {
            return new Deflater(LEVEL, true);
        }

        @Override
        protected void onRemoval(Deflater deflater) {
            deflater.end();
        }
    };

    /**
     * @param from how long a message must be to be compressed, in bytes
     * @param upTo how long one may be, in bytes
     */
    public Deflation(int from, int upTo) {
        this.from = from;
        this.upTo = upTo;
    }

    /**
     * The frame compressed, or the very same when that is not worthwhile; to be released by the caller.
     *
     * @param header the length of the frame's header in bytes
     */
    ByteBuf of(ByteBuf frame, int header) {
        int length = frame.readableBytes() - header;
        if (length < from || length > upTo) {
            return frame.retain();
        }
        ByteBuf compressed = frame.alloc().buffer(LONGEST_HEADER + length, LONGEST_HEADER + length);
        int written = deflate(
                frame.nioBuffer(frame.readerIndex() + header, length), compressed.nioBuffer(LONGEST_HEADER, length));
        if (written == length) {
            compressed.release();
            return frame.retain();
        }
        return withHeader(compressed, written - TAIL);
    }

    /** As many bytes as there is room for mean that there are more. */
    private int deflate(ByteBuffer message, ByteBuffer to) {
        Deflater deflater = deflaters.get();
        deflater.reset();
        deflater.setInput(message);
        return deflater.deflate(to, Deflater.SYNC_FLUSH);
    }

    private static ByteBuf withHeader(ByteBuf compressed, int length) {
        int header = length < 126 ? 2 : length <= 0xffff ? 4 : LONGEST_HEADER;
        int start = LONGEST_HEADER - header;
        compressed.setByte(start, FINAL_TEXT_COMPRESSED);
        if (header == 2) {
            compressed.setByte(start + 1, length);
        } else if (header == 4) {
            compressed.setByte(start + 1, 126).setShort(start + 2, length);
        } else {
            compressed.setByte(start + 1, 127).setLong(start + 2, length);
        }
        return compressed.setIndex(start, LONGEST_HEADER + length);
    }
}
