package io.fourways.dispatch.intake;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import io.fourways.contract.Topology;
import io.fourways.dispatch.intake.Reading.Poison;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/** Where messages are put that cannot be worked on, each with its cause in a header, for somebody to look at. */
final class DeadLetters {

    /** The header that says why. */
    static final String CAUSE = "fourways-cause";

    /** The header that says what channel it was published to. */
    static final String CHANNEL = "fourways-channel";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int PERSISTENT = 2;
    private static final long CONFIRM_MILLIS = 5_000;

    private final ConnectionFactory connections;

    /** A broker short of memory stops reading from connections that publish: it must not be the one that acknowledges. */
    DeadLetters(ConnectionFactory connections) {
        ConnectionFactory publishing = connections.getPublisherConnectionFactory();
        this.connections = publishing == null ? connections : publishing;
    }

    /** Returns when the broker has confirmed all of them: then they may be acknowledged where they come from. */
    void add(List<Poison> poison) throws IOException, InterruptedException {
        if (poison.isEmpty()) {
            return;
        }
        try (Channel channel = connections.createConnection().getDelegate().createChannel()) {
            channel.confirmSelect();
            for (Poison each : poison) {
                log.error(
                        "An event of channel {} is a dead letter: {}",
                        each.incoming().routingKey(),
                        each.cause());
                channel.basicPublish(
                        Topology.DEAD_LETTERS,
                        "",
                        properties(each),
                        each.incoming().body());
            }
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        } catch (TimeoutException late) {
            throw new IOException("The broker has not confirmed the dead letters in time", late);
        }
    }

    private static BasicProperties properties(Poison poison) {
        BasicProperties own = poison.incoming().properties();
        Map<String, Object> headers = new HashMap<>(own.getHeaders() == null ? Map.of() : own.getHeaders());
        headers.put(CAUSE, poison.cause());
        headers.put(CHANNEL, poison.incoming().routingKey());
        return own.builder().headers(headers).deliveryMode(PERSISTENT).build();
    }
}
