package io.fourways.infra.engine;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What the services stand on, in containers beside the cluster: a RabbitMQ, and a PostgreSQL with two databases. */
public final class Backing implements AutoCloseable {

    /** Of the broker, whose images all have this user when nothing else is said. */
    public static final String USER = "guest";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORD = "secret";

    private final Docker engine;
    private final String broker;
    private final String databases;

    private Backing(Docker engine, String broker, String databases) {
        this.engine = engine;
        this.broker = broker;
        this.databases = databases;
    }

    /** Starts both, and waits until they are there. */
    public static Backing start(Docker engine) {
        Backing backing = new Backing(engine, broker(engine), databases(engine));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> engine.succeeds(
                                backing.broker, "bash", "-c", "</dev/tcp/127.0.0.1/5672 && </dev/tcp/127.0.0.1/5552")
                        && engine.succeeds(backing.databases, "pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"));
        return backing;
    }

    private static String broker(Docker engine) {
        return engine.start(List.of(
                "--hostname=broker",
                "--volume=" + InfraFiles.at("compose/rabbitmq/enabled_plugins") + ":/etc/rabbitmq/enabled_plugins:ro",
                "rabbitmq:4-management"));
    }

    private static String databases(Docker engine) {
        return engine.start(List.of(
                "--user=postgres",
                "--env=POSTGRES_PASSWORD_FILE=/run/secrets/postgres-password",
                "--volume=" + passwords() + ":/run/secrets:ro",
                "--volume=" + InfraFiles.at("compose/postgres/databases.sh")
                        + ":/docker-entrypoint-initdb.d/databases.sh:ro",
                "postgres:17"));
    }

    private static Path passwords() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "backing").toAbsolutePath());
            for (String user : List.of("postgres", "ingest-database", "dispatch-database")) {
                Files.writeString(folder.resolve(user + "-password"), PASSWORD);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where pods find the broker. */
    public String brokerHost() {
        return engine.address(broker);
    }

    /** The URL of a service's database, which is called as its user. */
    public String database(String name) {
        return "postgresql://%s:%s@%s:5432/%s".formatted(name, PASSWORD, engine.address(databases), name);
    }

    @Override
    public void close() {
        engine.remove(broker);
        engine.remove(databases);
    }
}
