package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.broker.Brokers;
import io.fourways.system.client.ForgedFlood;
import io.fourways.system.client.Latencies;
import io.fourways.system.client.Latencies.Distribution;
import io.fourways.system.client.StandardSender;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.IngestInstallation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Rounds with and without forged requests take turns, so that what else the machine does falls on both. A pair of rounds
 * in which it could not send as many forged ones as it should shows nothing, and is taken again.
 */
@Isolated("compares what genuine webhooks wait with and without forged ones")
class ForgedFloodIT {

    private static final int PAIRS = 3;
    private static final int ATTEMPTS = 12;
    private static final int GENUINE = 200;
    private static final long GENUINE_PERIOD = Duration.ofMillis(20).toNanos();
    private static final int FORGED_PER_SECOND = 1_000;

    private static final long MILLISECOND = 1_000_000;
    private static final long MEGABYTE = 1 << 20;

    private final AtomicInteger number = new AtomicInteger();
    private final List<Distribution> quiet = new ArrayList<>();
    private final List<Distribution> flooded = new ArrayList<>();
    private final List<Long> rates = new ArrayList<>();

    @Test
    void genuineWebhooksDoNotNoticeThousandForgedOnesASecond() {
        try (PostgresNode database = PostgresNode.started();
                IngestInstallation installation =
                        IngestInstallation.on(Brokers.shared().address(), database, 1, "flooded")) {
            StandardSender sender = new StandardSender(installation.ingests(), "flooded");
            pair(sender); // warms up
            clear();
            long memory = installation.ingest(0).figures().residentBytes();
            while (flooded.size() < PAIRS && rates.size() < ATTEMPTS) {
                pair(sender);
            }

            assertThat(flooded)
                    .as(
                            "rounds in which the machine could send %d forged a second; it sent %s",
                            FORGED_PER_SECOND, rates)
                    .hasSize(PAIRS);
            hardlyDiffer(Distribution::p50, 2, 5);
            hardlyDiffer(Distribution::p90, 3, 10);
            hardlyDiffer(Distribution::p99, 4, 50);
            assertThat(installation.ingest(0).figures().residentBytes())
                    .as("memory")
                    .isLessThan(memory + 64 * MEGABYTE);
        }
    }

    private void clear() {
        quiet.clear();
        flooded.clear();
        rates.clear();
    }

    /** One round without and one with forged requests, which count only if these came at their pace. */
    private void pair(StandardSender sender) {
        Distribution without = round(sender);
        try (ForgedFlood flood = ForgedFlood.start(sender, "forged-" + number.get(), FORGED_PER_SECOND)) {
            Distribution with = round(sender);
            double rate = flood.perSecond();
            rates.add(Math.round(rate));
            if (rate >= 0.95 * FORGED_PER_SECOND) {
                quiet.add(without);
                flooded.add(with);
            }
        }
    }

    /** Times count from when a webhook was due, so that one that is answered late delays those behind it too. */
    private Distribution round(StandardSender sender) {
        Latencies latencies = new Latencies();
        long start = System.nanoTime();
        for (int i = 0; i < GENUINE; i++) {
            long due = start + i * GENUINE_PERIOD;
            LockSupport.parkNanos(due - System.nanoTime());
            assertThat(sender.send("genuine-" + number.incrementAndGet(), "{}").statusCode())
                    .isEqualTo(200);
            latencies.add(System.nanoTime() - due);
        }
        return latencies.takeDistribution();
    }

    /** But for a factor, and for what a machine that does other things besides may add. */
    private void hardlyDiffer(ToLongFunction<Distribution> percentile, int factor, long slackMillis) {
        assertThat(median(flooded, percentile))
                .as("flooded %s, quiet %s", flooded, quiet)
                .isLessThan(factor * median(quiet, percentile) + slackMillis * MILLISECOND);
    }

    private static long median(List<Distribution> rounds, ToLongFunction<Distribution> percentile) {
        return rounds.stream().mapToLong(percentile).sorted().toArray()[rounds.size() / 2];
    }
}
