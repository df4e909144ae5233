package io.fourways.system.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The RabbitMQ server that is installed on this machine. */
final class RabbitInstallation {

    private RabbitInstallation() {}

    /**
     * The server script itself: the wrapper that Debian puts on the path changes the user and loses the environment.
     */
    static Path server() {
        return Stream.of(
                        System.getenv().getOrDefault("RABBITMQ_HOME", "/usr/lib/rabbitmq") + "/sbin",
                        "/usr/lib/rabbitmq/bin",
                        "/opt/homebrew/opt/rabbitmq/sbin",
                        "/usr/local/opt/rabbitmq/sbin")
                .map(folder -> Path.of(folder, "rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("These tests need RabbitMQ 3.9 or later with its stream"
                        + " plugin. Install it (Debian: apt-get install rabbitmq-server), or name a running one by"
                        + " SPRING_RABBITMQ_HOST, SPRING_RABBITMQ_PORT and SPRING_RABBITMQ_STREAM_PORT."));
    }
}
