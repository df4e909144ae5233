package io.fourways.gateway.memory;

import io.fourways.contract.Logs;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogStretch;
import io.fourways.gateway.log.Placemark;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/**
 * The log of a broker that has no streams: a queue of this gateway's own, whose messages are numbered as they come. It
 * is as long as the gateway's window and begins with the process: the first record is a placemark like no other, so a
 * cursor from an earlier process does not fit.
 *
 * <p>A connection that is lost is made again, and what came into the queue meanwhile is read; what was being read at that
 * moment may come twice. Should the queue itself be lost, the log begins anew, as another.
 */
public final class MemoryLogSource implements LogSource {

    private static final int PREFETCH = 1000;
    private static final long RETRY_MILLIS = 1000;

    private final LogQueue queue;
    private final SimpleMessageListenerContainer container;
    private @Nullable Follower follower;
    private long next;

    public MemoryLogSource(ConnectionFactory connections) {
        this.queue = new LogQueue(connections);
        this.container = new SimpleMessageListenerContainer(connections) {
            @Override
            protected void redeclareElementsIfNecessary() { // before a consumer begins, each time
                ensureQueue();
            }
        };
        container.setQueueNames(queue.name());
        container.setPrefetchCount(PREFETCH);
        container.setRecoveryInterval(RETRY_MILLIS);
        container.setMissingQueuesFatal(false);
        container.setMessageListener(message -> take(message.getBody()));
    }

    @Override
    public String log() {
        return Logs.DEFAULT;
    }

    @Override
    public void follow(long backlog, Follower eager) {
        synchronized (this) {
            follower = eager;
        }
        container.start();
    }

    private synchronized void ensureQueue() {
        if (queue.declare()) {
            begin(Objects.requireNonNull(follower));
        }
    }

    private void begin(Follower eager) {
        if (next > 0) {
            eager.replaced();
            next = 0;
        }
        take(Placemark.create());
        eager.caughtUp();
    }

    private synchronized void take(byte[] body) {
        Objects.requireNonNull(follower).record(LogRecord.writtenNow(next, body));
        next++;
    }

    /** Always empty: what the window has forgotten is gone. */
    @Override
    public LogStretch read(long offset, long end, int limit, long maxBytes) {
        return new LogStretch(List.of(), end);
    }

    @Override
    public boolean isConnected() {
        return container.getActiveConsumerCount() > 0;
    }

    @Override
    public void close() {
        if (container.isRunning()) {
            container.stop();
            queue.delete();
        }
    }
}
