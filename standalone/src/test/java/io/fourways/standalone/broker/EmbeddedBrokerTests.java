package io.fourways.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.convert.DurationStyle;

class EmbeddedBrokerTests {

    private static final TopicExchange EXCHANGE = new TopicExchange("events", true, false);
    private static final long PATIENCE = 5_000;

    private static EmbeddedBroker broker;
    private static CachingConnectionFactory connections;
    private static RabbitTemplate template;
    private static AmqpAdmin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
        connections = connectTo(broker);
        template = new RabbitTemplate(connections);
        template.setMandatory(true);
        template.setReceiveTimeout(PATIENCE);
        admin = new RabbitAdmin(connections);
        admin.declareExchange(EXCHANGE);
    }

    @AfterAll
    static void stop() {
        connections.destroy();
        broker.close();
    }

    @Test
    void confirmsWhatItRoutesAndGivesItToEveryBoundQueue() throws Exception {
        Queue orders = bind("orders", "orders.#");
        Queue everything = bind("everything", "#");

        assertThat(confirmed("orders.eu.4711", "paid")).isTrue();
        assertThat(confirmed("chat.lobby", "hello")).isTrue();

        assertThat(texts(orders, 1)).containsExactly("paid");
        assertThat(texts(everything, 2)).containsExactly("paid", "hello");
        admin.deleteQueue(everything.getName());
        admin.deleteQueue(orders.getName());
    }

    @Test
    void redeliversWhatAConsumerRejects() throws Exception {
        Queue work = bind("work", "work.#");
        assertThat(confirmed("work.one", "try again")).isTrue();

        template.execute(channel -> {
            long tag = channel.basicGet(work.getName(), false).getEnvelope().getDeliveryTag();
            channel.basicNack(tag, false, true);
            return null;
        });

        Message again = template.receive(work.getName());
        assertThat(again).isNotNull();
        assertThat(again.getMessageProperties().isRedelivered()).isTrue();
        admin.deleteQueue(work.getName());
    }

    @Test
    void refusesWhatItCannotRoute() throws Exception {
        assertThat(confirmed("nobody.listens", "lost?")).isFalse();
    }

    @Test
    void ignoresArgumentsOnlyRabbitKnows() throws Exception {
        Queue stream = new Queue("log", true, false, false, Map.of("x-queue-type", "stream", "x-max-age", "1D"));
        admin.declareQueue(stream);
        admin.declareBinding(BindingBuilder.bind(stream).to(EXCHANGE).with("logged.#"));

        assertThat(confirmed("logged.one", "kept")).isTrue();
        assertThat(texts(stream, 1)).containsExactly("kept");
        admin.deleteQueue(stream.getName());
    }

    @Test
    void listensOnLoopbackOnlyAndNoLongerOnceClosed() throws Exception {
        EmbeddedBroker another = EmbeddedBroker.start();
        int port = port(another);
        assertThat(port).isNotEqualTo(port(broker));
        connect(InetAddress.getLoopbackAddress(), port);
        assertThatThrownBy(() -> connect(InetAddress.getByName("127.0.0.2"), port))
                .isInstanceOf(ConnectException.class);

        another.close();

        assertThatThrownBy(() -> connect(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void takesNobodyForGoneWhoIsSilent() throws Exception {
        Duration heartbeat =
                DurationStyle.detectAndParse(broker.connectionProperties().get("spring.rabbitmq.requested-heartbeat"));
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(port(broker));
        factory.setUsername(connections.getRabbitConnectionFactory().getUsername());
        factory.setPassword(connections.getRabbitConnectionFactory().getPassword());
        factory.setVirtualHost(connections.getVirtualHost());
        factory.setRequestedHeartbeat((int) heartbeat.toSeconds());
        try (Connection connection = factory.newConnection()) {
            assertThat(connection.getHeartbeat()).isZero();
        }
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        List<Path> before = list();
        EmbeddedBroker.start().close();
        assertThat(list()).isEqualTo(before);
    }

    private static Queue bind(String name, String pattern) {
        Queue queue = new Queue(name);
        admin.declareQueue(queue);
        admin.declareBinding(BindingBuilder.bind(queue).to(EXCHANGE).with(pattern));
        return queue;
    }

    private static boolean confirmed(String routingKey, String text) throws Exception {
        CorrelationData correlation = new CorrelationData();
        template.convertAndSend(EXCHANGE.getName(), routingKey, text, correlation);
        return correlation.getFuture().get(PATIENCE, TimeUnit.MILLISECONDS).ack();
    }

    private static List<String> texts(Queue queue, int count) {
        return Stream.generate(() -> template.receive(queue.getName()))
                .limit(count)
                .map(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .toList();
    }

    private static CachingConnectionFactory connectTo(EmbeddedBroker broker) {
        Map<String, String> properties = broker.connectionProperties();
        CachingConnectionFactory factory =
                new CachingConnectionFactory(properties.get("spring.rabbitmq.host"), port(broker));
        factory.setUsername(properties.get("spring.rabbitmq.username"));
        factory.setPassword(properties.get("spring.rabbitmq.password"));
        factory.setVirtualHost(properties.get("spring.rabbitmq.virtual-host"));
        factory.setPublisherConfirmType(ConfirmType.CORRELATED);
        factory.setPublisherReturns(true);
        return factory;
    }

    private static int port(EmbeddedBroker broker) {
        return Integer.parseInt(broker.connectionProperties().get("spring.rabbitmq.port"));
    }

    private static void connect(InetAddress address, int port) throws IOException {
        new Socket(address, port).close();
    }

    private static List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.sorted().toList();
        }
    }
}
