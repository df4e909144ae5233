package io.fourways.system.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes numbered events at a steady rate over several lanes. A lane publishes its next event when the one before
 * was accepted, and repeats one under the same identity while the producer is away, answers 503, or answers nothing.
 */
public final class SteadyLoad implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Publisher publisher;
    private final String channel;
    private final int perLane;
    private final long nanosPerEvent;
    private final Ledger ledger = new Ledger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final List<Thread> lanes = new ArrayList<>();
    private volatile boolean closed;

    private SteadyLoad(Publisher publisher, String channel, int lanes, int perLane, int perSecond) {
        this.publisher = publisher;
        this.channel = channel;
        this.perLane = perLane;
        nanosPerEvent = TimeUnit.SECONDS.toNanos(lanes) / perSecond;
        for (int lane = 0; lane < lanes; lane++) {
            int number = lane;
            Thread thread = new Thread(() -> run(number), "lane-" + lane);
            thread.setDaemon(true);
            this.lanes.add(thread);
        }
    }

    /** Begins to publish so many events. */
    public static SteadyLoad start(Publisher publisher, String channel, int events, int perSecond) {
        int lanes = 20;
        SteadyLoad load = new SteadyLoad(publisher, channel, lanes, events / lanes, perSecond);
        load.lanes.forEach(Thread::start);
        return load;
    }

    /** What was accepted so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** Waits until so many events were accepted. */
    public void awaitAccepted(int events) {
        await(events + " accepted events")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ledger.size() >= events || !surprises.isEmpty());
        assertThat(surprises).as("answers that are neither 202 nor 503").isEmpty();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void run(int lane) {
        long start = System.nanoTime() + lane * nanosPerEvent / lanes.size();
        for (int number = 0; number < perLane && !closed; number++) {
            LockSupport.parkNanos(start + number * nanosPerEvent - System.nanoTime());
            publishUntilAccepted(lane, number);
        }
    }

    private void publishUntilAccepted(int lane, int number) {
        while (!closed && surprises.isEmpty()) {
            if (isAccepted(lane, number)) {
                ledger.accepted(lane, number);
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isAccepted(int lane, int number) {
        try {
            HttpResponse<String> answer = publisher.sendJson(
                    channel,
                    "{\"lane\":" + lane + ",\"number\":" + number + "}",
                    "ce-id",
                    Ledger.id(lane, number),
                    "ce-source",
                    "/load/" + channel);
            if (answer.statusCode() != 202 && answer.statusCode() != 503) {
                surprises.add(answer.statusCode() + " " + answer.body());
            }
            return answer.statusCode() == 202;
        } catch (UncheckedIOException producerIsAway) {
            return false;
        }
    }
}
