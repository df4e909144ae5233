package io.fourways.bench.soak;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.fourways.contract.Topology;
import io.fourways.system.broker.BrokerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes an event of each stream twenty times a second. What the broker has not confirmed when it dies is published again,
 * under the same identity and before anything else, so that everything is on the log in the end, once for its readers and in order.
 * So is what it confirms though it led nowhere, as just after a start, when the log is not bound to the exchange yet.
 */
final class SoakPublisher implements AutoCloseable {

    private static final long EVERY_MILLIS = 50;
    private static final long CONFIRM_MILLIS = 10_000;
    private static final int PATIENCE_SECONDS = 120;
    private static final String PADDING = "x".repeat(1_800);

    private static final String EVENT = """
            {"specversion":"1.0","id":"%1$s-%2$d","source":"/soak","type":"%3$s","channel":"%4$s",\
            "time":"%5$s","datacontenttype":"application/json","data":%6$s}""";

    private final BrokerAddress broker;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Future<?> publishing;
    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private List<Message> unconfirmed = List.of();
    private long number;
    private volatile long confirmed;
    private volatile boolean returned;

    private record Message(String channel, String event) {}

    SoakPublisher(BrokerAddress broker) {
        this.broker = broker;
    }

    SoakPublisher start() {
        publishing = thread.scheduleWithFixedDelay(this::publish, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Fails with what has ended it, if something has: where nothing is published, nothing can be lost. */
    void assertGoesOn() throws InterruptedException {
        if (publishing != null && publishing.isDone()) {
            try {
                publishing.get();
            } catch (ExecutionException failure) {
                throw new IllegalStateException("Nothing is published any more", failure);
            }
        }
    }

    /** How many events of each stream are on the log. */
    long confirmed() {
        return confirmed;
    }

    private void publish() {
        if (unconfirmed.isEmpty()) {
            number++;
            unconfirmed = next(number);
        }
        try {
            Channel open = open();
            returned = false;
            for (Message message : unconfirmed) {
                BasicProperties properties = new BasicProperties.Builder()
                        .contentType(Topology.CONTENT_TYPE)
                        .timestamp(Date.from(Instant.now()))
                        .build();
                open.basicPublish(Topology.EXCHANGE, message.channel(), true, properties, bytes(message));
            }
            open.waitForConfirmsOrDie(CONFIRM_MILLIS);
            if (returned) { // is told before the confirm
                return;
            }
            unconfirmed = List.of();
            confirmed = number;
        } catch (IOException | TimeoutException | ShutdownSignalException away) {
            abandon(); // and come again, until the broker is back
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Channel open() throws IOException, TimeoutException {
        if (channel == null) {
            connection = broker.connect();
            channel = connection.createChannel();
            channel.confirmSelect();
            channel.addReturnListener(nowhere -> returned = true);
        }
        return channel;
    }

    private void abandon() {
        channel = null;
        if (connection != null) {
            connection.abort(1_000);
            connection = null;
        }
    }

    private static List<Message> next(long number) {
        List<Message> messages = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            messages.add(message(stream, number, "wanted.event", counted(number)));
        }
        messages.add(message(Stream.TYPED, number, "unwanted", "{\"pad\":\"" + PADDING + "\"}"));
        return messages;
    }

    private static String counted(long number) {
        Instant now = Instant.now();
        long nanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return "{\"seq\":%d,\"ts\":%d,\"pad\":\"%s\"}".formatted(number, nanos, PADDING);
    }

    private static Message message(Stream stream, long number, String type, String data) {
        String channel = stream.channel(number);
        String event = EVENT.formatted(stream + type, number, type, channel, Instant.now(), data);
        return new Message(channel, event);
    }

    private static byte[] bytes(Message message) {
        return message.event().getBytes(StandardCharsets.UTF_8);
    }

    /** Ends when everything is confirmed. */
    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The last events are not confirmed");
        }
        for (int attempt = 0; !unconfirmed.isEmpty() && attempt < PATIENCE_SECONDS; attempt++) {
            publish();
        }
        abandon();
    }
}
