package io.fourways.system.broker;

/**
 * The broker that most tests share: one the environment names, else one in a container, else a private node. A test
 * that kills its broker starts a {@link RabbitNode} of its own; one that wants the log to itself, or another retention, asks
 * for a virtual host.
 */
public final class Brokers {

    private Brokers() {}

    /** Started by the first who asks, ended with this JVM. */
    public static Broker shared() {
        return Shared.BROKER;
    }

    /** A virtual host of the caller's own, with a log of its own, on a node that nobody kills and that others have theirs on. */
    public static BrokerAddress newVirtualHost() {
        return Divided.NODE.newVirtualHost();
    }

    private static Broker find() {
        return GivenBroker.in(System.getenv())
                .or(ContainerBroker::ifDockerAnswers)
                .orElseGet(RabbitNode::started);
    }

    private static final class Shared {
        static final Broker BROKER = find();
    }

    private static final class Divided {
        static final RabbitNode NODE = shared() instanceof RabbitNode node ? node : RabbitNode.started();
    }
}
