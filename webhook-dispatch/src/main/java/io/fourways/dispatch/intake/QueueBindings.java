package io.fourways.dispatch.intake;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.fourways.contract.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/** What the work queue is bound to, on the broker. Both ways can be gone again and again without effect. Blocks. */
final class QueueBindings {

    private final ConnectionFactory connections;

    QueueBindings(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * Binds and unbinds.
     *
     * @throws UncheckedIOException                   when the broker is away, or refuses: some of it may have been done
     * @throws org.springframework.amqp.AmqpException likewise
     */
    void change(Collection<String> bound, Collection<String> unbound) {
        try (Channel channel = open()) {
            for (String pattern : bound) {
                channel.queueBind(Topology.WEBHOOKS, Topology.EXCHANGE, pattern);
            }
        } catch (IOException | TimeoutException failure) {
            throw failed(failure);
        }
        unbound.forEach(this::unbind);
    }

    /** Each on a channel of its own: a broker may end the channel when there is no such binding. */
    private void unbind(String pattern) {
        try (Channel channel = open()) {
            channel.queueUnbind(Topology.WEBHOOKS, Topology.EXCHANGE, pattern);
        } catch (IOException failure) {
            if (!isUnknown(failure)) {
                throw failed(failure);
            }
        } catch (TimeoutException failure) {
            throw failed(failure);
        }
    }

    private static boolean isUnknown(IOException failure) {
        return failure.getCause() instanceof ShutdownSignalException ended
                && ended.getReason() instanceof AMQP.Channel.Close close
                && close.getReplyCode() == AMQP.NOT_FOUND;
    }

    private Channel open() throws IOException {
        Channel channel = connections.createConnection().getDelegate().createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        return channel;
    }

    private static UncheckedIOException failed(Exception failure) {
        return new UncheckedIOException("The work queue is not bound as it should be", new IOException(failure));
    }
}
