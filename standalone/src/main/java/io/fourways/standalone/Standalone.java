package io.fourways.standalone;

import io.fourways.standalone.broker.EmbeddedBroker;
import io.fourways.standalone.database.DataFolder;
import io.fourways.standalone.database.StartingDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * The services in one process. Where no RabbitMQ is named they stand on an {@link EmbeddedBroker}, and where no database
 * is, on a PostgreSQL that is started beside it.
 *
 * <p>Closing stops what was started: the producer stops taking events, then webhooks are taken no more, the gateway lets its
 * clients go, database and broker end. It may be closed from another thread, while starting, and more than once.
 */
public final class Standalone implements AutoCloseable {

    private final Started started = Started.stoppedLastFirst();
    private final Started services = Started.stoppedFirstFirst();
    private final Map<Service, Environment> environments = new EnumMap<>(Service.class);
    private final String[] arguments;
    private final String[] profiles;
    private final boolean embedsBroker;
    private @Nullable StartingDatabase database;

    /**
     * Services that are not started yet.
     *
     * @param arguments Spring properties for every service, as {@code --name=value}
     * @param profiles  the Spring profiles every service runs with
     */
    public Standalone(List<String> arguments, String... profiles) {
        this.arguments = arguments.toArray(String[]::new);
        this.profiles = profiles.clone();
        this.embedsBroker = !BrokerChoice.namesRabbit(this.arguments);
    }

    /** Starts the services; returns when all of them answer. Fails with a {@link StartFailedException}. */
    public void start() {
        // the broker starts before a service sets logging up: until then only errors matter, and they are thrown
        LoggingSystem.get(Standalone.class.getClassLoader()).beforeInitialize();
        DatabaseArguments databases = startDatabase();
        List<String> properties =
                Stream.concat(Stream.of(arguments), brokerArguments()).toList();
        started.add(services);
        for (Service service : Service.values()) {
            Stream<String> own = Stream.concat(properties.stream(), databases.of(service));
            environments.put(service, run(service, own.toArray(String[]::new)).getEnvironment());
        }
    }

    /** Waits until every service is ready; false when one is not by then, for instance because RabbitMQ is away. */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        for (Service service : Service.values()) {
            URI management = address(service, "management.server.address", "local.management.port");
            if (!new Readiness(management).await(deadline)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the broker is the embedded one. */
    public boolean embedsBroker() {
        return embedsBroker;
    }

    /** The folder of the embedded database; null when the database is another. */
    public @Nullable DataFolder data() {
        return database == null ? null : database.folder();
    }

    /** What a started service is configured with. */
    public Environment environment(Service service) {
        return Objects.requireNonNull(environments.get(service), "not started");
    }

    /** Where a started service answers. */
    public URI address(Service service) {
        return address(service, "server.address", "local.server.port");
    }

    @Override
    public void close() {
        started.close();
    }

    private URI address(Service service, String hostProperty, String portProperty) {
        String host = environment(service).getProperty(hostProperty, "0.0.0.0");
        String port = environment(service).getRequiredProperty(portProperty);
        return URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port);
    }

    private Stream<String> brokerArguments() {
        if (!embedsBroker) {
            return Stream.empty();
        }
        EmbeddedBroker broker = started.add(EmbeddedBroker.start());
        Stream<String> connection = broker.connectionProperties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue());
        return Stream.concat(connection, Stream.of("--fourways.broker.embedded=true"));
    }

    /** It starts while the broker and the first services do. */
    private DatabaseArguments startDatabase() {
        DatabaseChoice choice = DatabaseChoice.in(arguments);
        if (!Stream.of(ServiceDatabase.values()).allMatch(choice::names)) {
            database = started.add(StartingDatabase.in(() -> choice.folder(embedsBroker)));
        }
        return new DatabaseArguments(choice, database);
    }

    private ConfigurableApplicationContext run(Service service, String[] properties) {
        try {
            return services.add(service.builder().profiles(profiles).run(properties));
        } catch (RuntimeException e) {
            throw StartFailedException.of(service, e);
        }
    }
}
