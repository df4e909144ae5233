package io.fourways.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** How an event is put on the wire. */
enum Framing {
    /** A text frame of at most 64 KB, as RFC 6455 has it. */
    WEBSOCKET {
        @Override
        ByteBuf frame(byte[] event) {
            ByteBuf frame =
                    ByteBufAllocator.DEFAULT.directBuffer(event.length + 4).writeByte(FINAL_TEXT);
            if (event.length < EXTENDED) {
                frame.writeByte(event.length);
            } else {
                frame.writeByte(EXTENDED).writeShort(event.length);
            }
            return frame.writeBytes(event);
        }
    },
    /** A chunk with an event of one line. */
    SSE {
        @Override
        ByteBuf frame(byte[] event) {
            int length = event.length + "data: \n\n".length();
            byte[] head = (Integer.toHexString(length) + "\r\ndata: ").getBytes(StandardCharsets.US_ASCII);
            return ByteBufAllocator.DEFAULT
                    .directBuffer(head.length + event.length + TAIL.length)
                    .writeBytes(head)
                    .writeBytes(event)
                    .writeBytes(TAIL);
        }
    };

    private static final int FINAL_TEXT = 0x81;
    private static final int EXTENDED = 126;
    private static final byte[] TAIL = "\n\n\r\n".getBytes(StandardCharsets.US_ASCII);

    abstract ByteBuf frame(byte[] event);
}
