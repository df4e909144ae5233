package io.fourways.dispatch.intake;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.fourways.contract.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * A consumer of the work queue, on a channel of its own. What it has received and not acknowledged is bounded, and comes
 * again, to whom it may, when the channel ends. One thread takes and acknowledges; the broker's client hands over on one
 * of its own.
 */
final class WorkQueue implements AutoCloseable {

    private static final int CLOSING_MILLIS = 1_000;

    private final Channel channel;
    private final BlockingQueue<Incoming> received = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;

    private WorkQueue(Channel channel) {
        this.channel = channel;
    }

    /**
     * Begins to consume. On a new connection the topology is declared.
     *
     * @param prefetch how many messages may be received and not acknowledged
     */
    static WorkQueue open(ConnectionFactory connections, int prefetch) throws IOException {
        Channel channel = connections.createConnection().getDelegate().createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        WorkQueue queue = new WorkQueue(channel);
        channel.basicQos(prefetch);
        channel.basicConsume(Topology.WEBHOOKS, false, queue.consumer());
        return queue;
    }

    private DefaultConsumer consumer() {
        return new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String consumer, Envelope envelope, BasicProperties properties, byte[] body) {
                received.add(new Incoming(envelope.getDeliveryTag(), envelope.getRoutingKey(), properties, body));
            }

            /** The queue was deleted, or its leader is elsewhere now. */
            @Override
            public void handleCancel(String consumer) {
                cancelled = true;
            }
        };
    }

    /** Whether anything may come, and what has come can be acknowledged. */
    boolean isOpen() {
        return channel.isOpen() && !cancelled;
    }

    /**
     * The next messages, in order: those that are there, but at least one, if it comes in time.
     *
     * @param bytes from how many on no more are taken
     */
    List<Incoming> take(int most, long bytes, Duration patience) throws InterruptedException {
        List<Incoming> batch = new ArrayList<>();
        Incoming next = received.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        long size = 0;
        while (next != null) {
            batch.add(next);
            size += next.body().length;
            next = batch.size() < most && size < bytes ? received.poll() : null;
        }
        return batch;
    }

    /** Acknowledges the batch and everything that was taken before it. */
    void acknowledge(List<Incoming> batch) throws IOException {
        channel.basicAck(batch.get(batch.size() - 1).tag(), true);
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                channel.abort();
            }
        } catch (IOException alreadyGone) {
            channel.getConnection().abort(CLOSING_MILLIS);
        }
    }
}
