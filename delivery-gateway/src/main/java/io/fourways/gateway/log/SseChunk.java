package io.fourways.gateway.log;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events as chunks of an HTTP/1.1 body: the size in hexadecimal, the fields, the chunk's end.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, chunked transfer coding</a>
 */
public final class SseChunk {

    private static final byte[] ID = ascii("id: ");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] END = ascii("\n\n");
    private static final byte[] CRLF = ascii("\r\n");

    private SseChunk() {}

    static ByteBuf event(ByteBufAllocator allocator, String cursor, ByteBuf frame, int header) {
        int json = frame.readableBytes() - header;
        int size = ID.length + cursor.length() + DATA.length + json + END.length;
        ByteBuf chunk = open(allocator, size);
        chunk.writeBytes(ID);
        ByteBufUtil.writeAscii(chunk, cursor);
        chunk.writeBytes(DATA);
        chunk.writeBytes(frame, frame.readerIndex() + header, json);
        return chunk.writeBytes(END).writeBytes(CRLF);
    }

    /** A chunk of ready-made fields, which end in an empty line. */
    public static ByteBuf of(ByteBufAllocator allocator, String fields) {
        byte[] utf8 = fields.getBytes(StandardCharsets.UTF_8);
        return open(allocator, utf8.length).writeBytes(utf8).writeBytes(CRLF);
    }

    /** The fields in a chunk, for a connection that knows no chunks (HTTP/1.0). Moves the reader index. */
    public static ByteBuf fieldsOf(ByteBuf chunk) {
        int sizeLine = chunk.bytesBefore((byte) '\n') + 1;
        return chunk.skipBytes(sizeLine).writerIndex(chunk.writerIndex() - CRLF.length);
    }

    private static ByteBuf open(ByteBufAllocator allocator, int size) {
        String digits = Integer.toHexString(size);
        ByteBuf chunk = allocator.buffer(digits.length() + CRLF.length + size + CRLF.length);
        ByteBufUtil.writeAscii(chunk, digits);
        return chunk.writeBytes(CRLF);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
