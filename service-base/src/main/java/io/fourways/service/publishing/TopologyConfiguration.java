package io.fourways.service.publishing;

import io.fourways.contract.Logs;
import io.fourways.contract.Topology;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one declaration of what the services share on the broker. Made anew on every connection, so a new broker has it. */
@Configuration(proxyBeanMethods = false)
class TopologyConfiguration {

    private static final int DELIVERY_LIMIT = 1_000;

    @Bean
    TopicExchange eventsExchange() {
        return new TopicExchange(Topology.EXCHANGE);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "fourways.broker.embedded", havingValue = false, matchIfMissing = true)
    Declarables log(TopicExchange eventsExchange, LogProperties properties, Logs logs) {
        return new Declarables(new LogDeclarations(eventsExchange, properties).of(logs));
    }

    /** Bound by whoever works on it, to what is wanted. */
    @Bean
    Declarables webhooks() {
        Queue queue = QueueBuilder.durable(Topology.WEBHOOKS)
                .quorum()
                .deadLetterExchange(Topology.DEAD_LETTERS)
                // a connection that is lost counts, too: only what brings its consumer down again and again is to reach
                // it
                .deliveryLimit(DELIVERY_LIMIT)
                .build();
        queue.setIgnoreDeclarationExceptions(true);
        return new Declarables(queue);
    }

    @Bean
    Declarables deadLetters() {
        FanoutExchange exchange = new FanoutExchange(Topology.DEAD_LETTERS);
        Queue queue = QueueBuilder.durable(Topology.DEAD_LETTERS).quorum().build();
        queue.setIgnoreDeclarationExceptions(true);
        return new Declarables(exchange, queue, BindingBuilder.bind(queue).to(exchange));
    }
}
