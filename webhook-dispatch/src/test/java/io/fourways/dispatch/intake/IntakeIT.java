package io.fourways.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import io.fourways.contract.Topology;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(1)
class IntakeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** By when a broker that is killed knows what was declared: docs/guarantees.md, "Not guaranteed". */
    private static final Duration KNOWN_FOR_GOOD = Duration.ofSeconds(5);

    private static final TestDatabase ALONE = TestDatabase.mortal();

    private static RabbitNode node;

    private final TestDatabase server = ALONE.another();
    private final List<RunningDatabase> instances = new ArrayList<>();
    private BrokerAddress broker;

    @BeforeAll
    static void startBroker() {
        node = RabbitNode.started();
    }

    @AfterAll
    static void endBroker() {
        node.close();
    }

    @BeforeEach
    void takeVirtualHost() {
        broker = node.newVirtualHost();
        instance();
    }

    private RunningDatabase instance(String... properties) {
        RunningDatabase instance = RunningIntake.on(server, broker, properties);
        instances.add(instance);
        return instance;
    }

    @AfterEach
    void stop() {
        instances.forEach(RunningDatabase::close);
    }

    @Test
    void makesMessagesOfWhatAppsSubscribedAndOwesThem() throws Exception {
        app("app_1", "orders.*", "chat.**");
        app("app_2", "orders.eu");
        endpoint("ep_1", "app_1");
        endpoint("ep_2", "app_2");
        awaitBound("chat.# orders.* orders.eu");
        publish(event("1", "orders.eu"), "orders.eu");
        publish(event("2", "chat"), "chat");
        publish(event("3", "chat.a.b"), "chat.a.b");
        publish(event("4", "orders"), "orders");
        publish(event("5", "orders.us"), "orders.us");
        await(() -> assertThat(server.text(
                        "SELECT string_agg(event_id || app_id, ' ' ORDER BY event_id, app_id) FROM message"))
                .isEqualTo("1app_1 1app_2 2app_1 3app_1 5app_1"));
        assertThat(server.text("SELECT string_agg(endpoint_id, ' ' ORDER BY message_id, endpoint_id) FROM delivery"))
                .isEqualTo("ep_1 ep_2 ep_1 ep_1 ep_1");
        await(() -> assertThat(ready(Topology.WEBHOOKS)).isZero());
    }

    @Test
    void keepsJsonAsItWasSentAndWrapsWhatIsNone() throws Exception {
        app("app_1", "**");
        awaitBound("#");
        publish(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"c\","
                        + "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\","
                        + "\"data\":{\"n\":1.0e0,\"n\":\"\\u00e4\"}}",
                "c");
        String text = "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"c\","
                + "\"datacontenttype\":\"text/plain\",\"data_base64\":\"aGVsbG8=\"}";
        publish(text, "c");
        await(() -> assertThat(server.text(
                        "SELECT string_agg(convert_from(payload, 'UTF8'), ' ' ORDER BY event_id) FROM message"))
                .isEqualTo("{\"n\":1.0e0,\"n\":\"\\u00e4\"} " + text));
        assertThat(server.text("SELECT traceparent || channels[1] || event_type FROM message WHERE event_id = '1'"))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01ct");
    }

    @Test
    void leavesOutWhatTellsOfAMessageOfTheSameApp() throws Exception {
        app("app_1", "webhooks.**");
        app("app_2", "webhooks.**");
        awaitBound("webhooks.#");
        publish(event("1", "webhooks.app_1.t", "\"fourwaysapp\":\"app_1\""), "webhooks.app_1.t");
        publish(event("2", "webhooks.x", "\"fourwaysoperational\":true"), "webhooks.x");
        await(() -> assertThat(server.text("SELECT string_agg(event_id || app_id || operational, ' '"
                        + " ORDER BY event_id, app_id) FROM message"))
                .isEqualTo("1app_2false 2app_1true 2app_2true"));
    }

    @Test
    void isBoundToExactlyWhatIsSubscribedWhoeverChangesIt() throws Exception {
        instance();
        app("app_1", "a.*", "b");
        app("app_2", "b");
        awaitBound("a.* b");
        server.execute("UPDATE app SET channels = '{c.**}' WHERE id = 'app_1'");
        awaitBound("b c.#");
        server.execute("DELETE FROM app WHERE id = 'app_2'");
        awaitBound("c.#");
        instances.forEach(RunningDatabase::close);
        publish(event("1", "a.x"), "a.x");
        publish(event("2", "b"), "b");
        publish(event("3", "c"), "c");
        await(() -> assertThat(ready(Topology.WEBHOOKS)).isEqualTo(1));
    }

    /** As when it is killed within a turn, after the broker has done its part. */
    @Test
    void unbindsWhatATurnHasBoundThatCouldNotSaySo() throws Exception {
        server.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE EXCEPTION ''refused''; END'");
        server.execute("CREATE TRIGGER refuses BEFORE INSERT OR UPDATE ON binding FOR EACH ROW"
                + " WHEN (NEW.bound_at IS NOT NULL) EXECUTE FUNCTION refuse()");
        app("app_1", "a");
        await(() -> {
            publish(event("1", "a"), "a");
            assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(1);
        });
        server.execute("UPDATE app SET channels = '{b}'");
        server.execute("DROP TRIGGER refuses ON binding");
        awaitBound("b");
        instances.forEach(RunningDatabase::close);
        publish(event("2", "a"), "a");
        publish(event("3", "b"), "b");
        await(() -> assertThat(ready(Topology.WEBHOOKS)).isEqualTo(1));
    }

    @Test
    void bindsAnewOnANewConnection() throws Exception {
        app("app_1", "a");
        awaitBound("a");
        withChannel(channel -> channel.queueUnbind(Topology.WEBHOOKS, Topology.EXCHANGE, "a"));
        node.kill9();
        node.start();
        await(() -> {
            publish(event("1", "a"), "a");
            assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(1);
        });
    }

    @Test
    void putsPoisonToTheDeadLettersWithItsCauseAndGoesOn() throws Exception {
        app("app_1", "**");
        awaitBound("#");
        publish("no event", "a");
        publish("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}", "b");
        publish(event("2", "c"), "c");
        await(() -> assertThat(server.text("SELECT string_agg(event_id, ' ') FROM message"))
                .isEqualTo("2"));
        await(() -> assertThat(ready(Topology.DEAD_LETTERS)).isEqualTo(2));
        await(() -> assertThat(ready(Topology.WEBHOOKS)).isZero());
        withChannel(channel -> {
            GetResponse first = channel.basicGet(Topology.DEAD_LETTERS, true);
            assertThat(first.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("no event");
            assertThat(first.getProps().getHeaders().get(DeadLetters.CAUSE).toString())
                    .startsWith("no event: body ");
            assertThat(first.getProps().getHeaders().get(DeadLetters.CHANNEL)).hasToString("a");
            GetResponse second = channel.basicGet(Topology.DEAD_LETTERS, true);
            assertThat(second.getProps().getHeaders().get(DeadLetters.CAUSE))
                    .hasToString("no event: channel is missing");
        });
        assertThat(instances
                        .get(0)
                        .get(MeterRegistry.class)
                        .get("fourways.intake.poison")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void keepsWhatComesWhileTheDatabaseIsAway() throws Exception {
        app("app_1", "**");
        endpoint("ep_1", "app_1");
        awaitBound("#");
        server.kill();
        try {
            for (int i = 0; i < 200; i++) {
                publish(event(Integer.toString(i), "c"), "c");
            }
        } finally {
            server.restart();
        }
        await(() -> assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(200));
        await(() -> assertThat(ready(Topology.WEBHOOKS)).isZero());
        assertThat(server.count("SELECT count(*) FROM delivery")).isEqualTo(200);
        assertThat(ready(Topology.DEAD_LETTERS)).isZero();
    }

    /** In memory there are no more than it was told, however large they are; the others wait in the queue. */
    @Test
    void holdsAsManyEventsAsItMayWhileTheDatabaseIsAway() throws Exception {
        instances.remove(0).close();
        instance("fourways.dispatch.intake.prefetch=64");
        app("app_1", "**");
        awaitBound("#");
        String large = "\"data\":{\"x\":\"" + "x".repeat(1_000_000) + "\"}";
        int events = 150;
        server.kill();
        try {
            for (int i = 0; i < events; i++) {
                publish(event(Integer.toString(i), "c").replace("\"data\":{}", large), "c");
            }
            await(() -> assertThat(ready(Topology.WEBHOOKS)).isEqualTo(events - 64));
        } finally {
            server.restart();
        }
        await(() -> assertThat(ready(Topology.WEBHOOKS)).isZero());
        await(() -> assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(events));
    }

    @Test
    void makesNothingTwiceWhenTheBrokerIsKilledAndDeliversAgain() throws Exception {
        instance();
        app("app_1", "c.*");
        endpoint("ep_1", "app_1");
        awaitBound("c.*");
        Thread.sleep(KNOWN_FOR_GOOD.toMillis());
        int events = 3_000;
        Thread killing = new Thread(() -> {
            await(() -> assertThat(server.count("SELECT count(*) FROM message")).isGreaterThan(200));
            node.kill9();
            node.start();
        });
        killing.start();
        try {
            publishAll(events);
        } finally {
            killing.join();
        }
        await(() -> assertThat(server.count("SELECT count(DISTINCT event_id) FROM message"))
                .isEqualTo(events));
        await(() -> assertThat(ready(Topology.WEBHOOKS)).isZero());
        assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(events);
        assertThat(server.count("SELECT count(*) FROM delivery")).isEqualTo(events);
        assertThat(ready(Topology.DEAD_LETTERS)).isZero();
        assertThat(unexplained()).isZero();
    }

    /** Each message takes a thousandth of the time that a transaction may take, and all of them together twice that. */
    @Test
    void storesWhatTooManyAppsHaveSubscribedToForOneTransaction() throws Exception {
        instances.remove(0).close();
        server.execute("CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_sleep(0.001); RETURN NEW; END'");
        server.execute("CREATE TRIGGER dawdles BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION dawdle()");
        server.execute("INSERT INTO app (id, name, channels, created_at, updated_at)"
                + " SELECT 'app_' || n, 'n', '{c}', now(), now() FROM generate_series(1, 2000) n");
        endpoint("ep_1", "app_1");
        instance("fourways.dispatch.database.statement-timeout=1s");
        awaitBound("c");
        publish(event("1", "c"), "c");
        await(() -> assertThat(ready(Topology.WEBHOOKS)).isZero());
        await(() -> assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(2_000));
        publish(event("2", "c"), "c");
        await(() -> assertThat(server.count("SELECT count(*) FROM message WHERE event_id = '2'"))
                .isEqualTo(2_000));
        assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(4_000);
        assertThat(server.count("SELECT count(*) FROM delivery")).isEqualTo(2);
        assertThat(ready(Topology.DEAD_LETTERS)).isZero();
    }

    /** Failures that neither the broker nor the database is said to be to blame for. */
    private double unexplained() {
        return instances.stream()
                .flatMap(instance -> instance
                        .get(MeterRegistry.class)
                        .find("fourways.intake.failures")
                        .tag("cause", "unexpected")
                        .counters()
                        .stream())
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Until each is confirmed, as those do who publish. */
    private void publishAll(int events) throws InterruptedException {
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

    private void publish(String body, String channel) throws IOException, TimeoutException {
        withChannel(it -> {
            it.confirmSelect();
            send(it, body, channel);
            it.waitForConfirmsOrDie(5_000);
        });
    }

    private static void send(Channel channel, String body, String routingKey) throws IOException {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(Topology.CONTENT_TYPE)
                .deliveryMode(2)
                .build();
        channel.basicPublish(Topology.EXCHANGE, routingKey, properties, body.getBytes(StandardCharsets.UTF_8));
    }

    private long ready(String queue) throws IOException, TimeoutException {
        long[] count = new long[1];
        withChannel(channel -> count[0] = channel.messageCount(queue));
        return count[0];
    }

    private void withChannel(Use use) throws IOException, TimeoutException {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            use.of(channel);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Use {
        void of(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }

    private static String event(String id, String channel, String... more) {
        String extensions = more.length == 0 ? "" : String.join(",", more) + ",";
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\""
                + channel + "\"," + extensions + "\"data\":{}}";
    }

    private void app(String id, String... channels) {
        server.execute("INSERT INTO app (id, name, channels, created_at, updated_at) VALUES ('" + id + "', 'n', '{"
                + String.join(",", channels) + "}', now(), now())");
    }

    private void endpoint(String id, String app) {
        server.execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at) VALUES ('" + id + "', '" + app
                + "', 'http://localhost', now(), now())");
    }

    private void awaitBound(String patterns) {
        await(() -> assertThat(server.text("SELECT string_agg(pattern, ' ' ORDER BY pattern COLLATE \"C\") FROM binding"
                        + " WHERE bound_at IS NOT NULL"))
                .isEqualTo(patterns));
    }

    private static void await(ThrowingRunnable condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(failure -> !(failure instanceof AssertionError))
                .untilAsserted(condition);
    }
}
