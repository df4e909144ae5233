package io.fourways.gateway.tally;

import io.fourways.gateway.way.Way;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How the readers of one way fare. Safe for any thread.
 *
 * <ul>
 *   <li>{@code fourways.gateway.readers} (gauge, by {@code way}): streams and WebSockets that are open, and polls under way.
 *   <li>{@code fourways.gateway.subscriptions} (gauge, by {@code way} and {@code state}): {@code live} ones have been given all
 *       there is, {@code behind} are those that catch up. Is it a few slow clients, or does the gateway not keep up?
 *   <li>{@code fourways.gateway.fell.behind} (counter, by {@code way}, of streams only): how often a connection took no more, so
 *       that a subscription fell behind. How many clients are slow?
 *   <li>{@code fourways.gateway.catchups} (counter, by {@code way} and {@code from}): how often a subscription set out to catch
 *       up, by where the next it was to have was: in the {@code window}, or only in the {@code log}. A poll that goes on from a
 *       cursor behind which something has come is one, too.
 *   <li>{@code fourways.gateway.catchup.events} (counter, by {@code way} and {@code from}): events given in catching up.
 *   <li>{@code fourways.gateway.conflated} (counter, by {@code way}): events left out in catching up, since a newer one says
 *       what there is to say, and the channel's policy is content with that.
 *   <li>{@code fourways.gateway.thinned} (counter, by {@code way}, of streams only): events left out since the channel has a
 *       maximum rate, and a newer one came before the next was due.
 *   <li>{@code fourways.gateway.closed} (counter, by {@code way} and {@code cause}, of streams only): those that have ended;
 *       {@link Ending} has the causes. Alert on {@code failed}.
 * </ul>
 */
public final class ReaderMetrics {

    private final Way way;
    private final MeterRegistry registry;
    private final LongAdder readers;
    private final LongAdder live;
    private final LongAdder behind;
    private final @Nullable Counter fellBehind;
    private final Counter conflated;
    private final @Nullable Counter thinned;
    private final Map<Source, Counter> catchUps = new EnumMap<>(Source.class);
    private final Map<Source, Counter> caughtUp = new EnumMap<>(Source.class);
    private final Map<Ending, Counter> closed = new EnumMap<>(Ending.class);

    /** Where what is past is read from. */
    public enum Source {
        WINDOW("window"),
        LOG("log");

        private final String label;

        Source(String label) {
            this.label = label;
        }
    }

    ReaderMetrics(Way way, MeterRegistry registry) {
        this.way = way;
        this.registry = registry;
        this.readers = gauge("fourways.gateway.readers", "Readers that are connected");
        this.live = gauge("fourways.gateway.subscriptions", "Subscriptions, by whether they have all", "state", "live");
        this.behind =
                gauge("fourways.gateway.subscriptions", "Subscriptions, by whether they have all", "state", "behind");
        for (Source from : Source.values()) {
            catchUps.put(from, counter("fourways.gateway.catchups", "Catch-ups begun", "from", from.label));
            caughtUp.put(
                    from,
                    counter("fourways.gateway.catchup.events", "Events given in catching up", "from", from.label));
        }
        this.conflated = counter("fourways.gateway.conflated", "Events left out since a newer one says it all");
        this.thinned = way.isPoll()
                ? null
                : counter("fourways.gateway.thinned", "Events left out since there are to be fewer");
        this.fellBehind =
                way.isPoll() ? null : counter("fourways.gateway.fell.behind", "How often a connection took no more");
        if (!way.isPoll()) {
            for (Ending cause : Ending.values()) {
                closed.put(
                        cause, counter("fourways.gateway.closed", "Streams that have ended", "cause", cause.label()));
            }
        }
    }

    private LongAdder gauge(String name, String description, String... tags) {
        LongAdder value = new LongAdder();
        Gauge.builder(name, value, LongAdder::sum)
                .description(description)
                .tag("way", way.label())
                .tags(tags)
                .register(registry);
        return value;
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name)
                .description(description)
                .tag("way", way.label())
                .tags(tags)
                .register(registry);
    }

    public void opened() {
        readers.increment();
    }

    /** A connection's reader gives way to another, which is opened as well. */
    public void left() {
        readers.decrement();
    }

    public void closed(Ending cause) {
        left();
        increment(closed.get(cause), 1);
    }

    public void subscribed() {
        behind.increment();
    }

    public void unsubscribed(boolean wasLive) {
        (wasLive ? live : behind).decrement();
    }

    public void wentLive() {
        behind.decrement();
        live.increment();
    }

    /** A subscription is behind that was live. */
    public void leftBehind() {
        live.decrement();
        behind.increment();
    }

    /** The same, since its connection takes no more. */
    public void fellBehind() {
        leftBehind();
        increment(fellBehind, 1);
    }

    public void catchesUp(Source from) {
        increment(catchUps.get(from), 1);
    }

    public void caughtUp(Source from, int events) {
        if (events > 0) {
            increment(caughtUp.get(from), events);
        }
    }

    public void conflated() {
        conflated.increment();
    }

    public void thinned() {
        increment(thinned, 1);
    }

    private static void increment(@Nullable Counter counter, int by) {
        if (counter != null) {
            counter.increment(by);
        }
    }
}
