package io.fourways.system.broker;

import java.util.Map;
import java.util.Optional;

/** A running RabbitMQ that the environment names, by the variables the services themselves read. */
record GivenBroker(BrokerAddress address) implements Broker {

    static Optional<Broker> in(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("SPRING_RABBITMQ_HOST")).map(host -> {
            Settings settings = new Settings(environment);
            return new GivenBroker(new BrokerAddress(
                    host,
                    Integer.parseInt(settings.get("PORT", "5672")),
                    Integer.parseInt(settings.get("STREAM_PORT", "5552")),
                    settings.get("USERNAME", "guest"),
                    settings.get("PASSWORD", "guest"),
                    settings.get("VIRTUAL_HOST", "/")));
        });
    }

    private record Settings(Map<String, String> environment) {

        String get(String name, String otherwise) {
            return environment.getOrDefault("SPRING_RABBITMQ_" + name, otherwise);
        }
    }
}
