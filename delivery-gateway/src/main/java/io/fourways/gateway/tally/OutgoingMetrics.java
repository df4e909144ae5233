package io.fourways.gateway.tally;

import static java.util.Objects.requireNonNull;

import io.fourways.gateway.position.Gap;
import io.fourways.gateway.way.Way;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the readers of one way are given: side by side, what each way costs and how stale it is. Safe for any thread.
 *
 * <ul>
 *   <li>{@code fourways.gateway.out.events} (counter, by {@code way}): events given to readers, live ones and those of the
 *       past.
 *   <li>{@code fourways.gateway.out.bytes} (counter, bytes, by {@code way}): of a stream its events, framed, and its
 *       heartbeats; of polls their answers from the first byte of the head to the last of the body, those without an event
 *       too. By the events: what one costs.
 *   <li>{@code fourways.gateway.staleness} (timer, by {@code way}): from when the broker stored an event, by the broker's
 *       clock, until it was written to connections. Of live events only, and once for what was stored at the same moment and
 *       written by the same event loop, however many readers had it. What came while nobody asked is measured of polls that go
 *       on from a cursor and are answered with all there is: once for each, its oldest event, unless a long poll comes back
 *       after more than ten seconds. Alert on what long polls and streams take.
 *   <li>{@code fourways.gateway.gaps} (counter, by {@code way} and {@code reason}): readers that were told that events are
 *       missing. {@code expired}, {@code overrun}: is the log kept long enough? {@code unknown}: was it made anew, or does
 *       somebody make cursors up?
 * </ul>
 */
public final class OutgoingMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final Counter events;
    private final Counter bytes;
    private final Timer staleness;
    private final Map<Gap.Reason, Counter> gaps = new EnumMap<>(Gap.Reason.class);

    OutgoingMetrics(Way way, MeterRegistry registry) {
        this.events = Counter.builder("fourways.gateway.out.events")
                .description("Events given to readers")
                .tag("way", way.label())
                .register(registry);
        this.bytes = Counter.builder("fourways.gateway.out.bytes")
                .description("Bytes written to give readers events, or to say that there are none")
                .baseUnit("bytes")
                .tag("way", way.label())
                .register(registry);
        this.staleness = Timer.builder("fourways.gateway.staleness")
                .description("Time from when the broker stored an event until it was written to connections")
                .serviceLevelObjectives(BUCKETS)
                .tag("way", way.label())
                .register(registry);
        for (Gap.Reason reason : Gap.Reason.values()) {
            gaps.put(
                    reason,
                    Counter.builder("fourways.gateway.gaps")
                            .description("Readers that were told that events are missing")
                            .tag("way", way.label())
                            .tag("reason", reason.label())
                            .register(registry));
        }
    }

    /** Events were given, and so many bytes written. */
    public void wrote(long given, long size) {
        events.increment((double) given);
        bytes.increment((double) size);
    }

    /** What was stored at one moment has been written, so many milliseconds later. */
    public void stale(long millis) {
        staleness.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    /** A reader was told that events are missing. */
    public void gap(Gap.Reason reason) {
        requireNonNull(gaps.get(reason)).increment();
    }
}
