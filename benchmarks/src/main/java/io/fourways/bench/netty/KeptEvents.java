package io.fourways.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last events of a channel that is polled, and the answers made of them: a place is an event's number, from the first poll on. */
final class KeptEvents {

    private static final int MOST = 256;

    private final Deque<byte[]> events = new ArrayDeque<>();
    private volatile long count;

    /** The number of the last. */
    long count() {
        return count;
    }

    synchronized void add(byte[] event) {
        events.add(event);
        if (events.size() > MOST) {
            events.remove();
        }
        count = count + 1;
    }

    /** What is behind a place, as a JSON array. */
    synchronized ByteBuf answer(long after) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long behind = Math.min(count - after, events.size());
        events.stream().skip(events.size() - behind).forEach(event -> {
            body.write(body.size() == 0 ? '[' : ',');
            body.writeBytes(event);
        });
        body.write(']');
        return bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: " + count + "\r\nContent-Length: "
                        + body.size() + "\r\n\r\n")
                .writeBytes(body.toByteArray());
    }

    /** That nothing is behind the last. */
    ByteBuf nothing() {
        return bytes("HTTP/1.1 304 Not Modified\r\nETag: " + count + "\r\n\r\n");
    }

    private static ByteBuf bytes(String head) {
        return ByteBufUtil.writeAscii(ByteBufAllocator.DEFAULT, head);
    }
}
