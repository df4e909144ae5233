package io.fourways.standalone;

import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Whether somebody named a RabbitMQ: in an argument, a system property or the environment. */
final class BrokerChoice {

    private static final List<String> NAMES =
            List.of("spring.rabbitmq.host", "spring.rabbitmq.addresses", "spring.rabbitmq.port");

    private BrokerChoice() {}

    static boolean namesRabbit(String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        return namesRabbit(environment);
    }

    static boolean namesRabbit(Environment environment) {
        return NAMES.stream().anyMatch(environment::containsProperty);
    }
}
