package io.fourways.bench.publish;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.fourways.bench.load.Receipts;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.CpuClock;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Latencies;
import io.fourways.contract.Topology;
import io.fourways.system.broker.BrokerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * RabbitMQ's own client, publishing the same events on one channel as fast as confirms come: what the broker gives to who
 * asks for nothing else.
 *
 * @param broker   where to
 * @param clock    whose CPU time counts
 * @param receipts what was confirmed
 */
record BareConfirms(BrokerAddress broker, CpuClock clock, Receipts receipts) implements Contender {

    private static final int IN_FLIGHT = 1000;
    private static final Duration LAST_CONFIRMS = Duration.ofSeconds(30);
    private static final BasicProperties PROPERTIES = new BasicProperties.Builder()
            .contentType(Topology.CONTENT_TYPE)
            .deliveryMode(2)
            .build();

    @Override
    public String name() {
        return "bare amqp-client, " + IN_FLIGHT + " in flight";
    }

    @Override
    public Measurement measure(Duration length) throws InterruptedException {
        Map<Part, Duration> before = clock.read();
        long began = System.nanoTime();
        Publishing publishing = publish(length);
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        receipts.accepted().add(publishing.confirmed.sum());
        receipts.refused().add(publishing.refused.sum());
        return new Measurement(publishing.confirmed.sum(), time, clock.since(before), publishing.latencies);
    }

    private Publishing publish(Duration length) throws InterruptedException {
        try (Connection connection = broker.connect()) {
            Publishing publishing = new Publishing(connection.createChannel());
            publishing.run(System.nanoTime() + length.toNanos());
            return publishing;
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("The broker cannot be published to", e);
        }
    }

    private static final class Publishing {

        private final Channel channel;
        private final Semaphore window = new Semaphore(IN_FLIGHT);
        private final ConcurrentNavigableMap<Long, Long> sent = new ConcurrentSkipListMap<>();
        private final LongAdder confirmed = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final Latencies latencies = new Latencies();

        Publishing(Channel channel) throws IOException {
            this.channel = channel;
            channel.confirmSelect();
            channel.addConfirmListener(
                    (number, multiple) -> answered(number, multiple, confirmed),
                    (number, multiple) -> answered(number, multiple, refused));
        }

        void run(long end) throws IOException, InterruptedException {
            while (System.nanoTime() < end) {
                window.acquire();
                byte[] event = Events.next().getBytes(StandardCharsets.UTF_8);
                sent.put(channel.getNextPublishSeqNo(), System.nanoTime());
                channel.basicPublish(Topology.EXCHANGE, Events.CHANNEL, PROPERTIES, event);
            }
            if (!window.tryAcquire(IN_FLIGHT, LAST_CONFIRMS.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(sent.size() + " confirms do not come");
            }
        }

        private void answered(long number, boolean multiple, LongAdder counter) {
            Map<Long, Long> these = multiple ? sent.headMap(number, true) : sent.subMap(number, true, number, true);
            int count = 0;
            long now = System.nanoTime();
            for (var times = these.values().iterator(); times.hasNext(); count++) {
                latencies.add(now - times.next());
                times.remove();
            }
            counter.add(count);
            window.release(count);
        }
    }
}
