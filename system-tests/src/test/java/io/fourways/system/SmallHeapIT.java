package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Received;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.service.ServiceJar;
import io.fourways.system.service.ServiceProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The log is larger than the gateway's heap, and so is what every one of several readers gets of it. */
class SmallHeapIT {

    private static final String HEAP = "160m";
    private static final Map<String, String> BOUNDS = Map.of(
            "FOURWAYS_GATEWAY_WINDOW_MAX_BYTES", "16MB",
            "FOURWAYS_GATEWAY_REPLAY_CACHE", "16MB",
            "FOURWAYS_GATEWAY_REPLAY_READING", "16MB");

    private static final String CHANNEL = "large";
    private static final int EVENTS = 160;
    private static final int LARGE = 900_000;
    /** More than a page may have. */
    private static final int HUGE = 5_000_000;

    private static final int HUGE_ONE = 110;
    /** As many as have the 4 MB. */
    private static final int UNCONFIRMED = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void readsALogThatIsLargerThanIt() throws Exception {
        try (RabbitNode node = RabbitNode.started();
                ServiceProcess gateway = gateway(node.address())) {
            publish(node.address());
            List<Received> all = readAll(gateway);

            List<Reader> readers = new ArrayList<>();
            try {
                readers.add(after(all.get(100), Way.SHORT_POLL, gateway));
                readers.add(after(all.get(103), Way.LONG_POLL, gateway));
                readers.add(after(all.get(105), Way.SSE, gateway));
                readers.add(after(all.get(115), Way.WEB_SOCKET, gateway));
                readers.add(read(Way.SSE, gateway, Subscription.to(CHANNEL).with("&last=55"), ""));
                readers.forEach(reader -> getsAllUpToTheEnd(reader, all));
            } finally {
                readers.forEach(Reader::close);
            }

            assertThat(gateway.isAlive()).isTrue();
            assertThat(gateway.log()).doesNotContain("OutOfMemory", "OutOfDirectMemory");
        }
    }

    private static ServiceProcess gateway(BrokerAddress broker) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Tokens.SECRET);
        environment.put("FOURWAYS_GATEWAY_ADDRESS", "127.0.0.1");
        environment.putAll(BOUNDS);
        return ServiceProcess.startWithHeap(ServiceJar.GATEWAY, environment, HEAP);
    }

    /**
     * Straight to the broker, as what is tested is the reading; but with no more unconfirmed than our publishers have, for
     * the broker makes one chunk of all that waits, and who reads it must hold it whole.
     */
    private static void publish(BrokerAddress broker) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (int i = 0; i < EVENTS; i++) {
                String data = "x".repeat(i == HUGE_ONE ? HUGE : LARGE);
                String event =
                        "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/large\",\"type\":\"large\",\"channel\":\"%s\",\"data\":\"%s\"}"
                                .formatted(i, CHANNEL, data);
                channel.basicPublish("fourways.events", CHANNEL, null, event.getBytes(StandardCharsets.UTF_8));
                if (i % UNCONFIRMED == 0) {
                    channel.waitForConfirmsOrDie(PATIENCE.toMillis());
                }
            }
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    private static List<Received> readAll(ServiceProcess gateway) {
        try (Reader reader = read(Way.SSE, gateway, Subscription.to(CHANNEL), "earliest")) {
            List<Received> all = reader.journal().awaitSize(EVENTS, PATIENCE).events();
            assertThat(all.stream().map(Received::id))
                    .isEqualTo(IntStream.range(0, EVENTS)
                            .mapToObj(Integer::toString)
                            .toList());
            return all;
        }
    }

    private static Reader after(Received event, Way way, ServiceProcess gateway) {
        return read(way, gateway, Subscription.to(CHANNEL), event.cursor());
    }

    private static Reader read(Way way, ServiceProcess gateway, Subscription subscription, String cursor) {
        return Reader.start(way, List.of(gateway.uri()), subscription, Journal.withoutTexts(cursor));
    }

    private static void getsAllUpToTheEnd(Reader reader, List<Received> all) {
        String first = reader.journal().awaitSize(1, PATIENCE).ids().get(0);
        int expected = EVENTS - Integer.parseInt(first);
        List<String> ids = reader.journal().awaitSize(expected, PATIENCE).ids();
        assertThat(ids)
                .as("by %s, %s", reader.way(), reader.journal().notices())
                .isEqualTo(all.subList(EVENTS - expected, EVENTS).stream()
                        .map(Received::id)
                        .toList());
        assertThat(reader.journal().gaps()).isEmpty();
    }
}
