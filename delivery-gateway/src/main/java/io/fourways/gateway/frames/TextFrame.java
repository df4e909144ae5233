package io.fourways.gateway.frames;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/** A server's text frame (RFC 6455, 5.2): unfragmented, unmasked, uncompressed. */
final class TextFrame {

    private static final int FINAL_TEXT = 0x81;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private TextFrame() {}

    /** The frame's bytes, to be released by the caller. */
    static ByteBuf of(ByteBufAllocator allocator, String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        ByteBuf frame = allocator.buffer(length + 10).writeByte(FINAL_TEXT);
        if (length < SHORT) {
            frame.writeByte(length);
        } else if (length <= 0xffff) {
            frame.writeByte(SHORT).writeShort(length);
        } else {
            frame.writeByte(LONG).writeLong(length);
        }
        ByteBufUtil.writeUtf8(frame, text);
        return frame;
    }
}
