package io.fourways.ingest.administration.replays;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/**
 * What replays of many are measured by. The gauges are of all instances together, so every one says the same: take their
 * maximum; the counters are each instance's own: take their sum.
 *
 * <ul>
 *   <li>{@code fourways.replay.running} (gauge): replays that run. Is what we see published old news? At
 *       {@value ReplayTable#MAX_RUNNING} no more can begin.
 *   <li>{@code fourways.replay.age} (gauge, seconds): how long ago the oldest of those began; it grows also while the
 *       database cannot be asked. Is one stuck? Alert when it passes what any may take, together with a standstill of the
 *       counters below.
 *   <li>{@code fourways.replay.replayed} (counter): webhooks published again or released. How fast does it go?
 *   <li>{@code fourways.replay.failed} (counter): rejected webhooks that are rejected still. Was the secret really mended?
 * </ul>
 */
final class ReplayMetrics {

    private final MeterRegistry registry;
    private final Counter replayed;
    private final Counter failed;

    ReplayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.replayed = Counter.builder("fourways.replay.replayed")
                .description("Webhooks published again or released by replays of many")
                .register(registry);
        this.failed = Counter.builder("fourways.replay.failed")
                .description("Rejected webhooks that a replay of many has found to be rejected still")
                .register(registry);
    }

    void watch(ReplayProbe probe) {
        Gauge.builder("fourways.replay.running", probe, ReplayProbe::running)
                .description("Replays of many that run")
                .register(registry);
        TimeGauge.builder("fourways.replay.age", probe, TimeUnit.SECONDS, ReplayProbe::ageInSeconds)
                .description("How long ago the oldest replay that runs began")
                .register(registry);
    }

    /** A batch, and how far it has come, are committed. */
    void advanced(Progress progress) {
        replayed.increment((double) progress.replayed());
        failed.increment((double) progress.failed());
    }
}
