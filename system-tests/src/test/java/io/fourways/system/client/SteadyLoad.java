package io.fourways.system.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Offers numbered events at a steady rate over several lanes. A lane offers its next event when the one before was
 * accepted, and repeats one under the same identity while it is answered 503 or nothing.
 */
public final class SteadyLoad implements AutoCloseable {

    private static final Set<Integer> ACCEPTED = Set.of(200, 202, 409);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Offer offer;
    private final int perLane;
    private final long nanosPerEvent;
    private final Ledger ledger = new Ledger();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final List<Thread> lanes = new ArrayList<>();
    private volatile boolean closed;

    private SteadyLoad(Offer offer, int lanes, int perLane, int perSecond) {
        this.offer = offer;
        this.perLane = perLane;
        nanosPerEvent = TimeUnit.SECONDS.toNanos(lanes) / perSecond;
        for (int lane = 0; lane < lanes; lane++) {
            int number = lane;
            Thread thread = new Thread(() -> run(number), "lane-" + lane);
            thread.setDaemon(true);
            this.lanes.add(thread);
        }
    }

    /** One event offered to somebody who accepts it (202, or 200), has accepted it before (409), or cannot for now (503). */
    @FunctionalInterface
    public interface Offer {

        /** The answer; fails with an {@link UncheckedIOException} when there is none. */
        HttpResponse<String> make(String id, String body);
    }

    /** Begins to publish so many events. */
    public static SteadyLoad start(Publisher publisher, String channel, int events, int perSecond) {
        Offer offer = (id, body) -> publisher.sendJson(channel, body, "ce-id", id, "ce-source", "/load/" + channel);
        return start(offer, events, perSecond);
    }

    /** Begins to offer so many events. */
    public static SteadyLoad start(Offer offer, int events, int perSecond) {
        int lanes = 20;
        SteadyLoad load = new SteadyLoad(offer, lanes, events / lanes, perSecond);
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
        assertThat(surprises).as("answers that neither accept nor put off").isEmpty();
    }

    /** Offers one more behind all others, until it is accepted: what was to come of these has come when this one has. */
    public void offerLast() {
        publishUntilAccepted(lanes.size(), 0);
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
            HttpResponse<String> answer =
                    offer.make(Ledger.id(lane, number), "{\"lane\":" + lane + ",\"number\":" + number + "}");
            boolean accepted = ACCEPTED.contains(answer.statusCode());
            if (!accepted && answer.statusCode() != 503) {
                surprises.add(answer.statusCode() + " " + answer.body());
            }
            return accepted;
        } catch (UncheckedIOException nobodyAnswers) {
            return false;
        }
    }
}
