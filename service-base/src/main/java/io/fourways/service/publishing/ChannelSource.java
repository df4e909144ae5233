package io.fourways.service.publishing;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * Where channels for publishing come from: a connection of their own, since a broker short of memory or disk stops
 * reading from connections that publish.
 */
class ChannelSource {

    private static final Logger log = LoggerFactory.getLogger(ChannelSource.class);

    private final ConnectionFactory connections;
    private volatile boolean blocked;

    ChannelSource(ConnectionFactory connections) {
        ConnectionFactory publishing = connections.getPublisherConnectionFactory();
        this.connections = publishing == null ? connections : publishing;
        this.connections.addConnectionListener(this::connected);
    }

    private void connected(@Nullable Connection connection) {
        blocked = false;
        if (connection == null) {
            return;
        }
        connection.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                log.warn("The broker takes no events for now: {}", reason);
                blocked = true;
            }

            @Override
            public void handleUnblocked() {
                log.info("The broker takes events again");
                blocked = false;
            }
        });
    }

    /** A channel of the client itself: nothing of it is cached or shared. Declares the topology on a new connection. */
    Channel open() throws IOException {
        Channel channel = connections.createConnection().getDelegate().createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        return channel;
    }

    /** Whether the broker has said that it reads nothing from this connection for now. */
    boolean isBlocked() {
        return blocked;
    }
}
