package io.fourways.ingest.receiving;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/**
 * The memory that bodies may take, all together: counted as they arrive, whatever their length was said to be, until
 * they are answered. Who sends slowly holds no more than was sent.
 */
final class BodyMemory {

    private final AtomicLong taken = new AtomicLong();
    private final long most;

    BodyMemory(long most) {
        this.most = most;
    }

    /** What one request takes of it. */
    Share share() {
        return new Share();
    }

    long taken() {
        return taken.get();
    }

    /** One request's part of the memory; to be given back once. Used by one thread at a time. */
    final class Share {

        private final AtomicLong bytes = new AtomicLong();

        /** Counts chunks as they pass; fails with {@link Exhausted} when there is no memory for one. */
        Flux<DataBuffer> count(Flux<DataBuffer> chunks) {
            return chunks.handle((chunk, sink) -> {
                int size = chunk.readableByteCount();
                bytes.addAndGet(size);
                if (taken.addAndGet(size) > most) {
                    DataBufferUtils.release(chunk);
                    sink.error(new Exhausted());
                } else {
                    sink.next(chunk);
                }
            });
        }

        void giveBack() {
            taken.addAndGet(-bytes.getAndSet(0));
        }
    }

    /** There is no memory for another chunk. */
    static final class Exhausted extends RuntimeException {

        Exhausted() {
            super("too many bytes of bodies are in memory", null, false, false);
        }
    }
}
