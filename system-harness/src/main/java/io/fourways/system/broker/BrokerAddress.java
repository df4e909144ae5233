package io.fourways.system.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Where a broker listens, and how to log in. */
public record BrokerAddress(
        String host, int amqpPort, int streamPort, String username, String password, String virtualHost) {

    /** The environment that points a service at this broker. */
    public Map<String, String> environment() {
        return Map.of(
                "SPRING_RABBITMQ_HOST", host,
                "SPRING_RABBITMQ_PORT", Integer.toString(amqpPort),
                "SPRING_RABBITMQ_USERNAME", username,
                "SPRING_RABBITMQ_PASSWORD", password,
                "SPRING_RABBITMQ_VIRTUAL_HOST", virtualHost,
                "SPRING_RABBITMQ_STREAM_HOST", host,
                "SPRING_RABBITMQ_STREAM_PORT", Integer.toString(streamPort));
    }

    /** The same broker, its AMQP reached by another way. */
    public BrokerAddress throughPort(int port) {
        return new BrokerAddress(host, port, streamPort, username, password, virtualHost);
    }

    /** The same broker, another virtual host. */
    public BrokerAddress inVirtualHost(String name) {
        return new BrokerAddress(host, amqpPort, streamPort, username, password, name);
    }

    /** A new AMQP connection, for the caller to close. */
    public Connection connect() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(amqpPort);
        factory.setUsername(username);
        factory.setPassword(password);
        factory.setVirtualHost(virtualHost);
        return factory.newConnection();
    }
}
