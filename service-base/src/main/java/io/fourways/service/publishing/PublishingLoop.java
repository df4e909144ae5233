package io.fourways.service.publishing;

import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that sends: it keeps a channel to the broker open, sends what is submitted, in that order, and
 * reconnects by itself when the broker was away. No other thread ever waits for the broker.
 */
final class PublishingLoop implements Loop {

    private static final Logger log = LoggerFactory.getLogger(PublishingLoop.class);
    private static final long IDLE_MILLIS = 100;
    private static final int STALLED_AFTER_TIMEOUTS = 4;
    private static final String LOSS =
            "The thread that publishes has died: nothing is published until the service is started anew";

    private final ChannelSource channels;
    private final Duration reconnectDelay;
    private final Duration patience;
    private final long maxUnconfirmed;
    private final BlockingQueue<Publish> submitted;
    private final LoopThread thread = new LoopThread("fourways-publisher", Duration.ZERO, LOSS, this::run);
    private volatile @Nullable ConfirmedChannel current;
    private boolean away;

    PublishingLoop(ChannelSource channels, PublishingProperties properties) {
        this.channels = channels;
        this.reconnectDelay = properties.reconnectDelay();
        this.patience = properties.confirmTimeout().multipliedBy(STALLED_AFTER_TIMEOUTS);
        this.maxUnconfirmed = properties.maxUnconfirmed().toBytes();
        this.submitted = new ArrayBlockingQueue<>(properties.maxInFlight());
    }

    /** Takes a publish to be sent, or refuses it at once while the broker is away. */
    void submit(Publish publish) {
        if (!isConnected()) {
            publish.refuse(Refusal.UNAVAILABLE);
        } else if (!submitted.offer(publish)) {
            publish.refuse(Refusal.OVERLOADED);
        }
    }

    /** Whether the broker takes events now. */
    boolean isConnected() {
        ConfirmedChannel channel = current;
        return channel != null && channel.isOpen() && !channels.isBlocked();
    }

    @Override
    public LoopThread thread() {
        return thread;
    }

    private void run() throws InterruptedException {
        try {
            while (thread.isWanted()) {
                attempt();
                thread.pause(reconnectDelay);
            }
        } finally {
            refuseSubmitted();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            sendUntilClosed(ConfirmedChannel.over(channels.open(), maxUnconfirmed));
        } catch (IOException | RuntimeException failure) {
            report(failure); // whatever it was: the loop must live, for nobody else publishes
        }
    }

    private void sendUntilClosed(ConfirmedChannel channel) throws IOException, InterruptedException {
        log.info("Connected to the broker: events are published");
        away = false;
        current = channel;
        try {
            while (channel.isOpen() && !channel.isStalled(patience)) {
                if (channel.awaitRoom(IDLE_MILLIS)) {
                    sendNext(channel);
                }
            }
        } finally {
            current = null;
            channel.abort();
        }
    }

    private void sendNext(ConfirmedChannel channel) throws IOException, InterruptedException {
        Publish next = submitted.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
            send(next, channel);
        }
    }

    private static void send(Publish publish, ConfirmedChannel channel) throws IOException {
        if (publish.isAbandoned()) {
            publish.refuse(Refusal.UNCONFIRMED);
        } else if (!publish.mayGoOver(channel)) {
            publish.refuse(Refusal.UNAVAILABLE);
        } else {
            channel.send(publish);
        }
    }

    private void report(Exception failure) {
        if (!away) {
            log.warn("The broker is away; trying again every {} ms. {}", reconnectDelay.toMillis(), failure.toString());
        }
        away = true;
    }

    private void refuseSubmitted() {
        for (Publish left = submitted.poll(); left != null; left = submitted.poll()) {
            left.refuse(Refusal.UNAVAILABLE);
        }
    }

    /** Before the web server and whatever else publishes when starting, after them when stopping. */
    @Override
    public int getPhase() {
        return 0;
    }
}
