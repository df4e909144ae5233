package io.fourways.gateway.memory;

import io.fourways.contract.Topology;
import org.springframework.amqp.core.Base64UrlNamingStrategy;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

/**
 * The queue of this gateway's own that everything published comes into. It does not end with the connection that made
 * it: what is published while there is none waits in it.
 */
final class LogQueue {

    private final TopicExchange exchange = new TopicExchange(Topology.EXCHANGE);
    private final Queue queue =
            new Queue(new Base64UrlNamingStrategy("fourways.gateway.").generateName(), false, false, false);
    private final Binding everything = BindingBuilder.bind(queue).to(exchange).with("#");
    private final RabbitAdmin admin;
    private boolean isWhole;

    LogQueue(ConnectionFactory connections) {
        this.admin = new RabbitAdmin(connections);
    }

    String name() {
        return queue.getName();
    }

    /** Makes sure that it is there. Whether anything may have been published past it since it was there last. */
    boolean declare() {
        isWhole = isWhole && admin.getQueueProperties(name()) != null;
        boolean isNew = !isWhole;
        admin.declareExchange(exchange);
        admin.declareQueue(queue);
        admin.declareBinding(everything);
        isWhole = true;
        return isNew;
    }

    void delete() {
        admin.deleteQueue(name());
    }
}
