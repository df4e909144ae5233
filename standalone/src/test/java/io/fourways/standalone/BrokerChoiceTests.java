package io.fourways.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class BrokerChoiceTests {

    @Test
    void embedsWhenNobodyNamesARabbit() {
        assertThat(BrokerChoice.namesRabbit("--spring.rabbitmq.template.mandatory=true"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--spring.rabbitmq.host=mq", "--spring.rabbitmq.addresses=a,b", "--spring.rabbitmq.port=5672"})
    void findsItInAnArgument(String argument) {
        assertThat(BrokerChoice.namesRabbit(argument)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPRING_RABBITMQ_HOST", "SPRING_RABBITMQ_ADDRESSES", "SPRING_RABBITMQ_PORT"})
    void findsItInTheEnvironment(String variable) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("test", Map.of(variable, "x")));
        assertThat(BrokerChoice.namesRabbit(environment)).isTrue();
    }
}
