package io.fourways.bench.dispatch;

import static org.awaitility.Awaitility.await;

import io.fourways.bench.report.Losses;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.CpuClock;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * webhook-dispatch, kept busy by a backlog on the log. It is measured once as many have arrived as the backlog holds: then
 * as many come in as go out.
 *
 * @param backlog    what it is fed with
 * @param arrivals   what has come of it
 * @param deliveries what it has written
 * @param clock      whose CPU time counts
 */
record Dispatching(Backlog backlog, Arrivals arrivals, Deliveries deliveries, CpuClock clock) implements Contender {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    @Override
    public String name() {
        return "webhook-dispatch";
    }

    @Override
    public Measurement measure(Duration length) throws InterruptedException {
        try (Filling filling = Filling.of(backlog)) {
            awaitArrived(arrivals.count() + backlog.size());
            Measurement measurement = measured(filling, length);
            filling.end();
            awaitArrived(backlog.published());
            deliveries.awaitNoneOwed();
            return measurement;
        }
    }

    private Measurement measured(Filling filling, Duration length) throws InterruptedException {
        Latencies latencies = arrivals.latenciesFromNow();
        long arrived = arrivals.count();
        Map<Part, Duration> before = clock.read();
        long began = System.nanoTime();
        filling.goOn(length);
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        return new Measurement(arrivals.count() - arrived, time, clock.since(before), latencies);
    }

    private void awaitArrived(long count) {
        await(count + " webhooks to arrive")
                .atMost(PATIENCE)
                .pollInterval(LOOK_AGAIN)
                .until(() -> arrivals.count() >= count);
    }

    /** What became of all that it was fed with. */
    List<Losses> losses() {
        long published = backlog.published();
        return List.of(
                new Losses("receivers", published, 0, 0, arrivals.count(), arrivals.doubled()),
                new Losses(
                        "deliveries",
                        published,
                        deliveries.givenUp(),
                        0,
                        deliveries.delivered(),
                        deliveries.repeated()));
    }
}
