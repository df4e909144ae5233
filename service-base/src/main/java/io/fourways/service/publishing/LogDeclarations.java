package io.fourways.service.publishing;

import io.fourways.contract.Logs;
import io.fourways.contract.Topology;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.ExchangeBuilder;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;

/**
 * What keeps events on the broker. A single log is bound to everything there is. Several hang on an exchange of their own, each
 * bound to its channels; what is none of theirs that exchange leaves to its alternate one, since a topic exchange cannot bind
 * a queue to the rest. Who publishes knows nothing of it.
 *
 * @see <a href="https://www.rabbitmq.com/docs/ae">RabbitMQ: alternate exchanges</a>
 */
final class LogDeclarations {

    private static final String EVERYTHING = "#";

    private final TopicExchange events;
    private final LogProperties properties;

    LogDeclarations(TopicExchange events, LogProperties properties) {
        this.events = events;
        this.properties = properties;
    }

    List<Declarable> of(Logs logs) {
        return logs.areSeveral() ? several(logs) : List.of(stream(Logs.DEFAULT), everything(events));
    }

    /** How the default log is bound where it is the only one, and must not be where it is not. */
    static Binding everything(TopicExchange events) {
        return new Binding(Topology.LOG, Binding.DestinationType.QUEUE, events.getName(), EVERYTHING, null);
    }

    private List<Declarable> several(Logs logs) {
        FanoutExchange others = new FanoutExchange(Topology.OTHERS);
        TopicExchange apart = ExchangeBuilder.topicExchange(Topology.LOGS)
                .alternate(others.getName())
                .build();
        Queue rest = stream(Logs.DEFAULT);
        List<Declarable> all = new ArrayList<>(List.of(
                others,
                apart,
                rest,
                BindingBuilder.bind(rest).to(others),
                BindingBuilder.bind(apart).to(events).with(EVERYTHING)));
        logs.segments().forEach((name, segments) -> {
            Queue log = stream(name);
            all.add(log);
            segments.forEach(
                    segment -> all.add(BindingBuilder.bind(log).to(apart).with(segment + "." + EVERYTHING)));
        });
        return all;
    }

    private Queue stream(String name) {
        Queue log = QueueBuilder.durable(Topology.log(name))
                .withArgument("x-queue-type", "stream")
                .withArgument("x-max-length-bytes", properties.maxBytes().toBytes())
                .withArgument("x-max-age", properties.maxAge().toSeconds() + "s")
                .withArgument(
                        "x-stream-max-segment-size-bytes",
                        properties.segmentSize().toBytes())
                .build();
        // a log with other bounds is still the log: changing a property must not take the services down
        log.setIgnoreDeclarationExceptions(true);
        return log;
    }
}
