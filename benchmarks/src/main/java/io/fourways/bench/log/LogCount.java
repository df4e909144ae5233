package io.fourways.bench.log;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DeliverCallback;
import io.fourways.contract.EventJson;
import io.fourways.contract.Topology;
import io.fourways.system.broker.BrokerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How many events the log holds.
 *
 * @param events  different ones
 * @param doubled how often one was there again
 */
public record LogCount(long events, long doubled) {

    private static final int PREFETCH = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Reads the whole log, to the end that it has now. */
    public static LogCount of(BrokerAddress broker) throws InterruptedException {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            String last = "bench.last." + System.nanoTime();
            Reader reader = new Reader(channel, last);
            channel.basicQos(PREFETCH);
            channel.basicConsume(
                    Topology.LOG, false, Map.of("x-stream-offset", "first"), reader.callback(), cancelled -> {});
            markEnd(connection, last);
            return reader.count();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("The log cannot be read", e);
        }
    }

    /** A last message of its own, since a stream does not say that it is at its end. */
    private static void markEnd(Connection connection, String last) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.basicPublish(Topology.EXCHANGE, last, null, new byte[0]);
        }
    }

    private static final class Reader {

        private final Channel channel;
        private final String last;
        private final CountDownLatch end = new CountDownLatch(1);
        private final Set<String> ids = new HashSet<>();
        private long doubled;

        Reader(Channel channel, String last) {
            this.channel = channel;
            this.last = last;
        }

        DeliverCallback callback() {
            return (tag, message) -> {
                if (message.getEnvelope().getRoutingKey().equals(last)) {
                    end.countDown();
                } else if (!ids.add(EventJson.head(message.getBody()).id())) {
                    doubled++;
                }
                channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
            };
        }

        LogCount count() throws InterruptedException {
            if (!end.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The log's end does not come");
            }
            return new LogCount(ids.size(), doubled);
        }
    }
}
