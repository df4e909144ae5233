package io.fourways.system.broker;

/**
 * The broker that most tests share: one the environment names, else one in a container, else a private node. A test
 * that kills its broker, or changes its retention, starts a {@link RabbitNode} of its own.
 */
public final class Brokers {

    private Brokers() {}

    /** Started by the first who asks, ended with this JVM. */
    public static Broker shared() {
        return Shared.BROKER;
    }

    private static Broker find() {
        return GivenBroker.in(System.getenv())
                .or(ContainerBroker::ifDockerAnswers)
                .orElseGet(RabbitNode::started);
    }

    private static final class Shared {
        static final Broker BROKER = find();
    }
}
