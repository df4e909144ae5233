package io.fourways.service.publishing;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The one thread that sends: it keeps a channel to the broker open, sends what is submitted, in that order, and
 * reconnects by itself when the broker was away. No other thread ever waits for the broker.
 */
final class PublishingLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PublishingLoop.class);
    private static final long IDLE_MILLIS = 100;
    private static final int STALLED_AFTER_TIMEOUTS = 4;

    private final ChannelSource channels;
    private final Duration reconnectDelay;
    private final Duration patience;
    private final BlockingQueue<Publish> submitted;
    private volatile @Nullable ConfirmedChannel current;
    private volatile @Nullable Thread thread;
    private volatile boolean died;
    private boolean away;

    PublishingLoop(ChannelSource channels, PublishingProperties properties) {
        this.channels = channels;
        this.reconnectDelay = properties.reconnectDelay();
        this.patience = properties.confirmTimeout().multipliedBy(STALLED_AFTER_TIMEOUTS);
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

    /** Whether it ended although nobody stopped it: then nothing is published any more. */
    boolean hasDied() {
        return died;
    }

    @Override
    public void start() {
        Thread sender = new Thread(this::run, "fourways-publisher");
        sender.setDaemon(true);
        thread = sender;
        sender.start();
    }

    private void run() {
        try {
            while (isRunning()) {
                attempt();
                TimeUnit.MILLISECONDS.sleep(reconnectDelay.toMillis());
            }
        } catch (InterruptedException stopping) {
            log.debug("Publishing stops");
        } finally {
            refuseSubmitted();
            if (thread == Thread.currentThread()) {
                died = true;
                log.error("The thread that publishes has died: nothing is published until the service is started anew");
            }
        }
    }

    private void attempt() throws InterruptedException {
        try {
            sendUntilClosed(ConfirmedChannel.over(channels.open()));
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
                Publish next = submitted.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    send(next, channel);
                }
            }
        } finally {
            current = null;
            channel.abort();
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

    @Override
    public void stop() {
        Thread sender = thread;
        thread = null;
        if (sender != null) {
            sender.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the web server and whatever else publishes when starting, after them when stopping. */
    @Override
    public int getPhase() {
        return 0;
    }
}
