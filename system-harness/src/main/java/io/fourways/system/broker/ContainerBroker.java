package io.fourways.system.broker;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** A RabbitMQ in a container, where a Docker engine answers and has, or can fetch, the image. */
record ContainerBroker(BrokerAddress address) implements Broker {

    private static final String IMAGE = "rabbitmq:4-management";
    private static final int AMQP = 5672;
    private static final int STREAM = 5552;

    static Optional<Broker> ifDockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable() ? start() : Optional.empty();
    }

    @SuppressWarnings("resource") // Testcontainers ends it with this JVM
    private static Optional<Broker> start() {
        RabbitMQContainer container = new RabbitMQContainer(IMAGE)
                .withCopyToContainer(
                        Transferable.of("[rabbitmq_management,rabbitmq_stream]."), "/etc/rabbitmq/enabled_plugins")
                .withExposedPorts(AMQP, STREAM, 15672);
        try {
            container.start();
        } catch (ContainerFetchException noImage) {
            System.err.println("Docker answers but has no " + IMAGE + ": " + noImage.getMessage());
            return Optional.empty();
        }
        return Optional.of(new ContainerBroker(new BrokerAddress(
                container.getHost(),
                container.getMappedPort(AMQP),
                container.getMappedPort(STREAM),
                container.getAdminUsername(),
                container.getAdminPassword(),
                "/")));
    }
}
