package io.fourways.service.publishing;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.connection.RabbitUtils;

/**
 * A binding from when there was one log, which would bring the default one everything. It is taken away on every new
 * connection, when what replaces it has been declared there, so that nothing is without a log in between.
 */
final class FormerBinding implements ConnectionListener {

    private final Binding binding;

    FormerBinding(Binding binding) {
        this.binding = binding;
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        if (connection != null) {
            unbind(connection);
        }
    }

    private void unbind(Connection connection) {
        Channel channel = connection.createChannel(false);
        try {
            channel.queueUnbind(binding.getDestination(), binding.getExchange(), binding.getRoutingKey());
        } catch (IOException failed) {
            throw new AmqpIOException("The default log could not be kept from what other logs keep", failed);
        } finally {
            RabbitUtils.closeChannel(channel);
        }
    }
}
