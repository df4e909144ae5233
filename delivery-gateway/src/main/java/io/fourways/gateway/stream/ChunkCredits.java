package io.fourways.gateway.stream;

import com.rabbitmq.stream.ConsumerFlowStrategy;
import com.rabbitmq.stream.MessageHandler;

/**
 * How many chunks the broker may send ahead: several, as a round trip for every one would halve the speed, but no more
 * than have so many bytes, going by those that came, since the client holds in memory whatever has arrived. Starts with
 * one, as nothing is known of their size yet.
 */
final class ChunkCredits implements ConsumerFlowStrategy {

    private static final int MAX_CHUNKS = 10;

    private final long maxBytes;
    private int coming;
    private long chunkMessages;
    private long seenMessages;
    private long seenBytes;
    private long size;

    /** @param maxBytes how many bytes of chunks may come ahead, at least one chunk */
    ChunkCredits(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized int initialCredits() {
        coming = 1;
        seenMessages = 0;
        seenBytes = 0;
        size = maxBytes;
        return 1;
    }

    @Override
    public synchronized MessageProcessedCallback start(Context chunk) {
        measureTheOneBefore();
        chunkMessages = chunk.messageCount();
        coming--;
        long ahead = Math.max(1, Math.min(MAX_CHUNKS, maxBytes / Math.max(1, size)));
        if (coming < ahead) {
            int more = (int) ahead - coming;
            coming += more;
            chunk.credits(more);
        }
        return ChunkCredits::ignore;
    }

    /** What a chunk that was seen only in part has is estimated from that part; sizes that were seen fade slowly. */
    private void measureTheOneBefore() {
        if (seenMessages > 0) {
            long whole = seenBytes * Math.max(chunkMessages, seenMessages) / seenMessages;
            size = size == maxBytes ? whole : Math.max(whole, size - size / 8);
        }
        seenMessages = 0;
        seenBytes = 0;
    }

    /** A message of the chunk that has started last. */
    synchronized void took(int bytes) {
        seenMessages++;
        seenBytes += bytes;
    }

    private static void ignore(MessageHandler.Context processed) {
        // what counts is what has come
    }
}
