package io.fourways.standalone.broker;

import java.net.URL;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;
import org.jspecify.annotations.Nullable;

/**
 * A message broker inside this process: Apache Qpid Broker-J, speaking AMQP 0-9-1 on a free port of the loopback
 * interface, to whoever knows this run's password.
 *
 * <p>Everything it holds is in memory and ends with it; it writes no file. It routes, confirms, redelivers what was
 * rejected, and refuses (nack) what it cannot route. It has no streams, dead letters, time-to-live or length limits:
 * the arguments that ask for them are silently without effect.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String USERNAME = "fourways";
    private static final String VIRTUAL_HOST = "fourways";

    private final Startup startup = new Startup();
    private final SystemLauncher launcher = new SystemLauncher(startup);
    private final String password = UUID.randomUUID().toString();

    private EmbeddedBroker() {}

    /** A broker that answers. Fails with an {@link IllegalStateException} when it cannot be started. */
    public static EmbeddedBroker start() {
        EmbeddedBroker broker = new EmbeddedBroker();
        try {
            broker.launcher.startup(broker.attributes());
        } catch (Exception e) {
            throw new IllegalStateException("The embedded broker does not start", e);
        }
        broker.startup.requireSuccess();
        return broker;
    }

    /**
     * Where this broker is, as the Spring properties that name a RabbitMQ. There are no heartbeats: who shares a process
     * with it cannot miss its end, and a machine that has slept would be taken for a client that has gone.
     */
    public Map<String, String> connectionProperties() {
        return Map.of(
                "spring.rabbitmq.host",
                "127.0.0.1",
                "spring.rabbitmq.port",
                Integer.toString(startup.port()),
                "spring.rabbitmq.username",
                USERNAME,
                "spring.rabbitmq.password",
                password,
                "spring.rabbitmq.virtual-host",
                VIRTUAL_HOST,
                "spring.rabbitmq.requested-heartbeat",
                "0s");
    }

    /** Stops the broker and forgets what it held. */
    @Override
    public void close() {
        launcher.shutdown();
    }

    private Map<String, Object> attributes() {
        return Map.of(
                SystemConfig.TYPE, "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION, resource("embedded-broker.json"),
                SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION, resource("embedded-broker.properties"),
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false,
                SystemConfig.CONTEXT, context());
    }

    private Map<String, String> context() {
        return Map.of(
                "fourways.broker.username", USERNAME,
                "fourways.broker.password", password,
                "fourways.broker.virtual-host", VIRTUAL_HOST,
                // otherwise a queue argument that only RabbitMQ knows closes the connection that sent it
                "queue.behaviourOnUnknownDeclareArgument", "IGNORE");
    }

    private static String resource(String name) {
        URL url = EmbeddedBroker.class.getResource(name);
        return Objects.requireNonNull(url, name).toExternalForm();
    }

    /** What the launcher tells while it starts: the configuration it made, or why it could not. */
    private static final class Startup extends DefaultSystemLauncherListener {

        private volatile @Nullable SystemConfig<?> config;
        private volatile @Nullable RuntimeException failure;

        @Override
        public void onContainerResolve(SystemConfig<?> systemConfig) {
            config = systemConfig;
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }

        void requireSuccess() {
            if (failure != null) {
                throw new IllegalStateException("The embedded broker does not start", failure);
            }
        }

        @SuppressWarnings("rawtypes") // the broker's own signature asks for the raw class
        int port() {
            SystemConfig<?> resolved = Objects.requireNonNull(config, "not started");
            return resolved.getContainer().getChildren(Port.class).stream()
                    .mapToInt(Port::getBoundPort)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The embedded broker listens on no port"));
        }
    }
}
