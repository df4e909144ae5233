package io.fourways.service.publishing;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import io.fourways.contract.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel in confirm mode and the publishes on it whose confirm is due. Whatever ends the channel refuses them all,
 * so none is ever left waiting. One thread sends; the broker's client settles on its I/O thread.
 *
 * @see <a href="https://www.rabbitmq.com/docs/confirms#publisher-confirms">RabbitMQ: publisher confirms</a>
 */
final class ConfirmedChannel {

    private static final int PERSISTENT = 2;
    private static final int CLOSING_MILLIS = 1_000;

    private final Channel channel;
    private final ConcurrentNavigableMap<Long, Publish> due = new ConcurrentSkipListMap<>();

    private final UnconfirmedBytes unconfirmed;

    private ConfirmedChannel(Channel channel, UnconfirmedBytes unconfirmed) {
        this.channel = channel;
        this.unconfirmed = unconfirmed;
    }

    /** Takes a new channel over, on which so many bytes may be unconfirmed. */
    static ConfirmedChannel over(Channel channel, long maxUnconfirmed) throws IOException {
        ConfirmedChannel confirmed = new ConfirmedChannel(channel, new UnconfirmedBytes(maxUnconfirmed));
        channel.confirmSelect();
        channel.addReturnListener(confirmed::unroutable);
        channel.addConfirmListener(confirmed::confirm, confirmed::reject);
        channel.addShutdownListener(confirmed::lose);
        return confirmed;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Waits until one more may be sent, but no longer than that; whether it may. */
    boolean awaitRoom(long millis) throws InterruptedException {
        return unconfirmed.awaitRoom(millis);
    }

    /** Sends; the outcome is told to the publish. */
    void send(Publish publish) throws IOException {
        long number = channel.getNextPublishSeqNo();
        due.put(number, publish);
        unconfirmed.sent(publish.body().length);
        try {
            channel.basicPublish(Topology.EXCHANGE, publish.channel(), true, properties(number), publish.body());
        } catch (IOException | ShutdownSignalException lost) {
            due.remove(number);
            publish.refuse(Refusal.UNAVAILABLE);
            throw lost;
        }
    }

    private static BasicProperties properties(long number) {
        return new BasicProperties.Builder()
                .contentType(Topology.CONTENT_TYPE)
                .deliveryMode(PERSISTENT)
                .correlationId(Long.toString(number))
                .headers(Map.of(Topology.PUBLISHED, System.currentTimeMillis()))
                .build();
    }

    /** Whether a confirm has been due for longer than that. */
    boolean isStalled(Duration patience) {
        Map.@Nullable Entry<Long, Publish> oldest = due.firstEntry();
        return oldest != null && oldest.getValue().age() > patience.toNanos();
    }

    /** Ends the channel and its connection, so that the next one finds the topology declared anew. */
    void abort() {
        ShutdownSignalException ended = channel.getCloseReason();
        channel.getConnection().abort(CLOSING_MILLIS);
        if (ended != null) {
            lose(ended); // the listener may not have been told yet
        }
        refuseAll();
    }

    /** A return names no delivery tag, only what the message carried; it comes before the confirm. */
    private void unroutable(Return message) {
        Publish publish = due.get(Long.valueOf(message.getProperties().getCorrelationId()));
        if (publish != null) {
            publish.unroutable();
        }
    }

    private void confirm(long number, boolean andAllBefore) {
        settle(number, andAllBefore, Publish::confirm);
    }

    private void reject(long number, boolean andAllBefore) {
        settle(number, andAllBefore, publish -> publish.refuse(Refusal.REJECTED));
    }

    private void settle(long number, boolean andAllBefore, Consumer<Publish> outcome) {
        Map<Long, Publish> settled = andAllBefore ? due.headMap(number, true) : due.subMap(number, number + 1);
        for (Publish publish : settled.values()) {
            outcome.accept(publish);
            unconfirmed.settled(publish.body().length);
        }
        settled.clear();
    }

    /**
     * One too large first: those that are lost along with it learn why. It need not be the one that the broker stumbled
     * over, but if any is larger than the broker takes, the largest is.
     */
    private void lose(ShutdownSignalException cause) {
        if (OversizedMessage.ended(cause)) {
            due.values().stream()
                    .max(Comparator.comparingInt(publish -> publish.body().length))
                    .ifPresent(publish -> publish.refuse(Refusal.TOO_LARGE));
        }
        refuseAll();
    }

    private void refuseAll() {
        due.values().forEach(publish -> publish.refuse(Refusal.UNAVAILABLE));
        due.clear();
    }
}
