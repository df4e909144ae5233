package io.fourways.bench.dispatch;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.fourways.contract.Topology;
import io.fourways.system.broker.BrokerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Events on their way to receivers, always as many: for each that has arrived another one is published, in turn for each of
 * the customers. So there is more to deliver than can be, for as long as one likes.
 */
final class Backlog implements AutoCloseable {

    /** Several times what a dispatcher has under way at once. */
    static final int SIZE = 4_000;

    private static final Duration LAST_CONFIRMS = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final BasicProperties PROPERTIES = new BasicProperties.Builder()
            .contentType(Topology.CONTENT_TYPE)
            .deliveryMode(2)
            .build();
    private static final String FORM = """
            {"specversion":"1.0","id":"%012d","source":"/bench","type":"measured","channel":"%s",\
            "datacontenttype":"application/json","data":%s}""";

    private final Connection connection;
    private final Channel channel;
    private final Semaphore room;
    private final int size;
    private final AtomicLong published = new AtomicLong();

    Backlog(BrokerAddress broker, int size) {
        this.size = size;
        room = new Semaphore(size);
        try {
            connection = broker.connect();
            channel = connection.createChannel();
            channel.confirmSelect();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("The broker cannot be published to", e);
        }
    }

    /** How many are always on their way. */
    int size() {
        return size;
    }

    /** One has arrived. */
    void arrived() {
        room.release();
    }

    /** Keeps it filled up until told otherwise; in the end all are confirmed. */
    void fill(BooleanSupplier ended) {
        try {
            while (!ended.getAsBoolean()) {
                if (room.tryAcquire(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    publish(published.get() + 1);
                    published.incrementAndGet();
                }
            }
            channel.waitForConfirmsOrDie(LAST_CONFIRMS.toMillis());
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("The broker does not take events", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(long number) throws IOException {
        String topic = Customers.channel((int) (number % Customers.COUNT));
        String event = FORM.formatted(number, topic, Webhook.sentAt(System.nanoTime()));
        channel.basicPublish(Topology.EXCHANGE, topic, PROPERTIES, event.getBytes(StandardCharsets.UTF_8));
    }

    /** How many there were so far. */
    long published() {
        return published.get();
    }

    @Override
    public void close() {
        connection.abort();
    }
}
