package io.fourways.service.body;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;

/** What has come of a body so far, in an array that doubles. For one thread at a time. */
final class GrowingBytes {

    /** As much as most bodies are long, and little enough to be held for someone who sends no more than a byte. */
    private static final int FIRST = 1024;

    private final int limit;
    private final IntConsumer memory;

    private byte[] bytes = {};
    private int length;

    /** @param memory is told of every byte that the array grows by, before it does; may refuse by throwing */
    GrowingBytes(int limit, IntConsumer memory) {
        this.limit = limit;
        this.memory = memory;
    }

    /** Copies a chunk and releases it, also when it is not taken. */
    void take(DataBuffer chunk) {
        try {
            int size = chunk.readableByteCount();
            if (size > limit - length) {
                throw new DataBufferLimitException("more than " + limit + " bytes");
            }
            makeRoom(length + size);
            chunk.read(bytes, length, size);
            length += size;
        } finally {
            DataBufferUtils.release(chunk);
        }
    }

    private void makeRoom(int needed) {
        if (needed > bytes.length) {
            long doubled = Math.max(FIRST, 2L * bytes.length);
            int capacity = (int) Math.min(limit, Math.max(needed, doubled));
            memory.accept(capacity - bytes.length);
            bytes = Arrays.copyOf(bytes, capacity);
        }
    }

    byte[] toArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
