package io.fourways.dispatch.egress;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of an answer's body, as much of it as is kept. For one thread at a time. */
final class BodyBeginning {

    private static final char UNSTORABLE = '\0';
    private static final char REPLACEMENT = '\uFFFD';

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BodyBeginning(int limit) {
        this.limit = limit;
    }

    /** Takes what there still is room for. */
    BodyBeginning add(ByteBuf part) {
        byte[] taken = new byte[Math.min(part.readableBytes(), limit - bytes.size())];
        part.getBytes(part.readerIndex(), taken);
        bytes.writeBytes(taken);
        return this;
    }

    boolean isFull() {
        return bytes.size() >= limit;
    }

    /** As text, whatever it is: what is not UTF-8, and what PostgreSQL does not store, is replaced. */
    String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(UNSTORABLE, REPLACEMENT);
    }
}
