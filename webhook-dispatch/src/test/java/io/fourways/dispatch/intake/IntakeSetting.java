package io.fourways.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.fourways.contract.Topology;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Intake on a database and a broker, the apps that have subscribed there, and those who publish. */
final class IntakeSetting implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestDatabase database;
    private final BrokerAddress broker;
    private final List<RunningDatabase> instances = new ArrayList<>();

    IntakeSetting(TestDatabase database, BrokerAddress broker) {
        this.database = database;
        this.broker = broker;
    }

    TestDatabase database() {
        return database;
    }

    /** One more instance, ready. */
    void start(String... properties) {
        instances.add(RunningIntake.on(database, broker, properties));
    }

    void stopAll() {
        instances.forEach(RunningDatabase::close);
        instances.clear();
    }

    /** What all instances have counted. */
    double counted(String name, String... tags) {
        return instances.stream()
                .flatMap(instance -> instance.get(MeterRegistry.class).find(name).tags(tags).counters().stream())
                .mapToDouble(Counter::count)
                .sum();
    }

    void app(String id, String... channels) {
        database.execute("INSERT INTO app (id, name, channels, created_at, updated_at) VALUES ('" + id + "', 'n', '{"
                + String.join(",", channels) + "}', now(), now())");
    }

    void endpoint(String id, String app) {
        database.execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at) VALUES ('" + id + "', '" + app
                + "', 'http://localhost', now(), now())");
    }

    void awaitBound(String patterns) {
        await(() -> assertThat(
                        database.text("SELECT string_agg(pattern, ' ' ORDER BY pattern COLLATE \"C\") FROM binding"
                                + " WHERE bound_at IS NOT NULL"))
                .isEqualTo(patterns));
    }

    static String event(String id, String channel, String... more) {
        String extensions = more.length == 0 ? "" : String.join(",", more) + ",";
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\""
                + channel + "\"," + extensions + "\"data\":{}}";
    }

    void publish(String body, String channel) throws IOException, TimeoutException {
        withChannel(it -> {
            it.confirmSelect();
            send(it, body, channel);
            it.waitForConfirmsOrDie(5_000);
        });
    }

    /** Until each is confirmed, as those do who publish. */
    void publishAll(int events) throws InterruptedException {
        int confirmed = 0;
        while (confirmed < events) {
            try (Connection connection = broker.connect();
                    Channel channel = connection.createChannel()) {
                channel.confirmSelect();
                while (confirmed < events) {
                    int last = Math.min(events, confirmed + 20);
                    for (int i = confirmed; i < last; i++) {
                        send(channel, event(Integer.toString(i), "c." + i), "c." + i);
                    }
                    channel.waitForConfirmsOrDie(5_000);
                    confirmed = last;
                }
            } catch (IOException | TimeoutException | ShutdownSignalException again) {
                assertThat(confirmed).isLessThan(events);
            }
        }
    }

    private static void send(Channel channel, String body, String routingKey) throws IOException {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(Topology.CONTENT_TYPE)
                .deliveryMode(2)
                .build();
        channel.basicPublish(Topology.EXCHANGE, routingKey, properties, body.getBytes(StandardCharsets.UTF_8));
    }

    long ready(String queue) throws IOException, TimeoutException {
        long[] count = new long[1];
        withChannel(channel -> count[0] = channel.messageCount(queue));
        return count[0];
    }

    void withChannel(Use use) throws IOException, TimeoutException {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            use.of(channel);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is done with a channel. */
    interface Use {
        void of(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }

    static void await(ThrowingRunnable condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(failure -> !(failure instanceof AssertionError))
                .untilAsserted(condition);
    }

    @Override
    public void close() {
        stopAll();
    }
}
