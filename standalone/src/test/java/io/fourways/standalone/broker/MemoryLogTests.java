package io.fourways.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.Queue;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Command;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.TrafficListener;
import io.fourways.contract.Topology;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource.Follower;
import io.fourways.gateway.memory.MemoryLogSource;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** The gateway's log on the embedded broker, when the connection between them is lost. */
class MemoryLogTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static EmbeddedBroker broker;

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private CachingConnectionFactory connections;
    private MemoryLogSource log;
    private Connection publisher;
    private Channel channel;
    private volatile String queue;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void follow() throws Exception {
        ConnectionFactory severable = connectionFactory();
        severable.setSocketConfigurator(sockets::add);
        severable.setTrafficListener(new Declared());
        connections = new CachingConnectionFactory(severable);
        log = new MemoryLogSource(connections);
        log.follow(100, new Told());
        publisher = connectionFactory().newConnection();
        channel = publisher.createChannel();
        channel.confirmSelect();
    }

    @AfterEach
    void end() throws Exception {
        log.close();
        connections.destroy();
        publisher.close();
    }

    @Test
    void losesNothingOfWhatIsPublishedWhileItsConnectionIsLost() throws Exception {
        publish("before");
        awaitTold("0 placemark", "caught up", "1 before");

        sever();
        publish("meanwhile");
        awaitTold("0 placemark", "caught up", "1 before", "2 meanwhile");

        publish("behind");
        awaitTold("0 placemark", "caught up", "1 before", "2 meanwhile", "3 behind");
        assertThat(log.isConnected()).isTrue();
    }

    @Test
    void isAnotherOnceItsQueueIsLostAsWell() throws Exception {
        publish("before");
        awaitTold("0 placemark", "caught up", "1 before");

        channel.queueDelete(queue);
        sever();
        awaitTold("0 placemark", "caught up", "1 before", "replaced", "0 placemark", "caught up");

        publish("behind");
        awaitTold("0 placemark", "caught up", "1 before", "replaced", "0 placemark", "caught up", "1 behind");
    }

    @Test
    void leavesNoQueueBehind() {
        log.close();
        assertThatThrownBy(() -> channel.queueDeclarePassive(queue)).rootCause().hasMessageContaining("not found");
    }

    private void sever() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void publish(String body) throws Exception {
        channel.basicPublish(Topology.EXCHANGE, "a", null, body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(PATIENCE.toMillis());
    }

    private void awaitTold(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).containsExactly(expected));
    }

    private static ConnectionFactory connectionFactory() {
        Map<String, String> properties = broker.connectionProperties();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(properties.get("spring.rabbitmq.host"));
        factory.setPort(Integer.parseInt(properties.get("spring.rabbitmq.port")));
        factory.setUsername(properties.get("spring.rabbitmq.username"));
        factory.setPassword(properties.get("spring.rabbitmq.password"));
        factory.setVirtualHost(properties.get("spring.rabbitmq.virtual-host"));
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    /** Sees which queue is declared. */
    private final class Declared implements TrafficListener {

        @Override
        public void write(Command sent) {
            if (sent.getMethod() instanceof Queue.Declare declare) {
                queue = declare.getQueue();
            }
        }

        @Override
        public void read(Command received) {}
    }

    /** Writes down what it is told. */
    private final class Told implements Follower {

        @Override
        public void passBy(LogRecord record) {
            told.add("passed by " + record.offset());
        }

        @Override
        public void record(LogRecord record) {
            String body = new String(record.body(), StandardCharsets.UTF_8);
            told.add(record.offset() + " " + (body.contains("placemark") ? "placemark" : body));
        }

        @Override
        public void caughtUp() {
            told.add("caught up");
        }

        @Override
        public void replaced() {
            told.add("replaced");
        }
    }
}
