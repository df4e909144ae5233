package io.fourways.gateway.memory;

import io.fourways.contract.Topology;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogStretch;
import io.fourways.gateway.log.Placemark;
import java.util.List;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.Base64UrlNamingStrategy;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/**
 * The log of a broker that has no streams: a queue of this gateway's own, whose messages are numbered as they come. It
 * is as long as the gateway's window and begins with the process: the first record is a placemark like no other, so a
 * cursor from an earlier process does not fit.
 */
public final class MemoryLogSource implements LogSource {

    private static final int PREFETCH = 1000;

    private final ConnectionFactory connections;
    private final SimpleMessageListenerContainer container;
    private long next;

    public MemoryLogSource(ConnectionFactory connections) {
        this.connections = connections;
        this.container = new SimpleMessageListenerContainer(connections);
    }

    @Override
    public void follow(long backlog, Follower follower) {
        Queue queue = new AnonymousQueue(new Base64UrlNamingStrategy("fourways.gateway."));
        Binding everything = BindingBuilder.bind(queue)
                .to(new TopicExchange(Topology.EXCHANGE))
                .with("#");
        RabbitAdmin admin = new RabbitAdmin(connections);
        admin.declareExchange(new TopicExchange(Topology.EXCHANGE));
        admin.declareQueue(queue);
        admin.declareBinding(everything);
        take(follower, Placemark.create());
        container.setQueues(queue);
        container.setPrefetchCount(PREFETCH);
        container.setMessageListener(message -> take(follower, message.getBody()));
        container.start();
        follower.caughtUp();
    }

    private synchronized void take(Follower follower, byte[] body) {
        follower.record(new LogRecord(next, body));
        next++;
    }

    /** Always empty: what the window has forgotten is gone. */
    @Override
    public LogStretch read(long offset, long end, int limit, long maxBytes) {
        return new LogStretch(List.of(), end);
    }

    @Override
    public boolean isConnected() {
        return container.isRunning();
    }

    @Override
    public void close() {
        container.stop();
    }
}
