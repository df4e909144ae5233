package io.fourways.gateway.stream;

import com.rabbitmq.stream.ConsumerFlowStrategy;
import com.rabbitmq.stream.MessageHandler;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many chunks the broker may send ahead: several, as a round trip for every one would halve the speed, but no more
 * than have so many bytes, going by those that came, since the client holds in memory whatever has arrived. While their
 * size is not known, and when one is larger than that, the next comes when the one before is done with.
 */
final class ChunkCredits implements ConsumerFlowStrategy {

    private static final int MAX_CHUNKS = 10;

    private final long maxBytes;
    private int subscription;
    private int coming;
    private long chunkMessages;
    private long seenMessages;
    private long seenBytes;
    private long size;

    /** @param maxBytes how many bytes of chunks may come ahead, or one chunk */
    ChunkCredits(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized int initialCredits() {
        subscription++;
        coming = 1;
        seenMessages = 0;
        seenBytes = 0;
        size = Long.MAX_VALUE;
        return 1;
    }

    @Override
    public synchronized MessageProcessedCallback start(Context chunk) {
        measureTheOneBefore();
        chunkMessages = chunk.messageCount();
        coming--;
        letCome((int) Math.min(MAX_CHUNKS, maxBytes / Math.max(1, size)), chunk);
        return new Remaining(chunk, subscription, chunkMessages);
    }

    /** When half of them have come, since each time is a message to the broker. */
    private void letCome(int ahead, Context chunk) {
        if (coming < ahead && coming <= ahead / 2) {
            int more = ahead - coming;
            coming += more;
            chunk.credits(more);
        }
    }

    /** What a chunk that was seen only in part has is estimated from that part; sizes that were seen fade slowly. */
    private void measureTheOneBefore() {
        if (seenMessages > 0) {
            long whole = seenBytes * Math.max(chunkMessages, seenMessages) / seenMessages;
            size = size == Long.MAX_VALUE ? whole : Math.max(whole, size - size / 8);
        }
        seenMessages = 0;
        seenBytes = 0;
    }

    /** A message of the chunk that has started last. */
    synchronized void took(int bytes) {
        seenMessages++;
        seenBytes += bytes;
    }

    private synchronized void done(Context chunk, int of) {
        if (of == subscription) {
            letCome(1, chunk);
        }
    }

    /** Counts a chunk's messages: those that were taken, and those passed over as they stand before what is read. */
    private final class Remaining implements MessageProcessedCallback {

        private final Context chunk;
        private final int of;
        private final AtomicLong messages;

        Remaining(Context chunk, int of, long messages) {
            this.chunk = chunk;
            this.of = of;
            this.messages = new AtomicLong(messages);
        }

        @Override
        public void processed(MessageHandler.Context message) {
            if (messages.decrementAndGet() == 0) {
                done(chunk, of);
            }
        }
    }
}
