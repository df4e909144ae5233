package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.models.EndpointIn;
import io.fourways.system.client.DispatchApi;
import io.fourways.system.client.EndpointServer;
import io.fourways.system.client.EndpointServer.Arrived;
import io.fourways.system.client.Latencies;
import io.fourways.system.client.Latencies.Distribution;
import io.fourways.system.client.Publisher;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.DispatchInstallation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Rounds with and without endpoints that never answer take turns, so that what else the machine does falls on both. They
 * are endpoints of the same app as the healthy ones, and get the same messages.
 */
@Isolated("compares what healthy endpoints wait with and without hanging ones")
class HangingEndpointsIT {

    /** In the campaign a hundred. */
    private static final int HANGING = Integer.getInteger("fourways.campaign.hanging", 10);

    /** Healthy ones beside each of them, which get the same events. */
    private static final int HEALTHY = 9;

    private static final int ROUNDS = Integer.getInteger("fourways.campaign.rounds", 3);

    /** Published in each round. */
    private static final int EVENTS = Integer.getInteger("fourways.campaign.events", 40);

    /** What healthy endpoints may wait of what they wait otherwise. */
    private static final int PERCENT = Integer.getInteger("fourways.campaign.percent", 200);

    private static final long PERIOD_NANOS = Duration.ofMillis(40).toNanos();
    private static final long SLACK_NANOS = Duration.ofMillis(20).toNanos();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String APP = "hanging";
    private static final String PROBE = "\"probe\"";

    private final Latencies latencies = new Latencies();
    private final AtomicInteger arrived = new AtomicInteger();
    private final Queue<Arrived> held = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean probed = new AtomicBoolean();
    private int round;

    private static PostgresNode database;
    private static DispatchInstallation installation;

    @BeforeAll
    static void start() {
        database = PostgresNode.started();
        installation = DispatchInstallation.besideShared(database);
    }

    @AfterAll
    static void end() {
        installation.close();
        database.close();
    }

    @Test
    void healthyEndpointsDoNotNoticeThoseThatHang(TestReporter reporter) {
        DispatchApi api = new DispatchApi(installation.dispatch(0).uri());
        try (EndpointServer endpoints = EndpointServer.start(this::arrived)) {
            api.createApp(APP, "hanging.*");
            for (int i = 0; i < HANGING * HEALTHY; i++) {
                createEndpoint(api, endpoints, "/healthy/" + i, i % HANGING);
            }
            awaitSubscribed();
            round(); // warms up
            roundBesideThoseThatHang(api, endpoints);
            List<Distribution> without = new ArrayList<>();
            List<Distribution> with = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                without.add(round());
                with.add(roundBesideThoseThatHang(api, endpoints));
            }
            hardlyDiffer(with, without, Distribution::p50, "median", reporter);
            hardlyDiffer(with, without, Distribution::p99, "99th percentile", reporter);
        }
    }

    private static Publisher publisher() {
        return installation.publisher();
    }

    private void arrived(Arrived webhook) {
        if (webhook.path().startsWith("/hanging/")) {
            held.add(webhook);
        } else if (webhook.body().equals(PROBE)) {
            probed.set(true);
            webhook.answer(204);
        } else {
            latencies.add(System.nanoTime() - Long.parseLong(webhook.body()));
            arrived.incrementAndGet();
            webhook.answer(204);
        }
    }

    private static String createEndpoint(DispatchApi api, EndpointServer endpoints, String path, int channel) {
        return api.createEndpoint(
                APP, new EndpointIn().url(endpoints.url(path)).channels(Set.of("hanging." + channel)));
    }

    private void awaitSubscribed() {
        await("events to come through").atMost(PATIENCE).until(() -> {
            publisher().publish("hanging.0", PROBE);
            return probed.get();
        });
    }

    private Distribution roundBesideThoseThatHang(DispatchApi api, EndpointServer endpoints) {
        String folder = "/hanging/" + round++ + "/";
        List<String> hanging = new ArrayList<>();
        for (int i = 0; i < HANGING; i++) {
            hanging.add(createEndpoint(api, endpoints, folder + i, i));
        }
        Distribution distribution = round();
        assertThat(held.stream().map(Arrived::path).filter(path -> path.startsWith(folder)))
                .as("endpoints that hung")
                .containsAll(
                        IntStream.range(0, HANGING).mapToObj(i -> folder + i).toList());
        hanging.forEach(id -> api.deleteEndpoint(APP, id));
        for (Arrived webhook = held.poll(); webhook != null; webhook = held.poll()) {
            webhook.answer(204);
        }
        return distribution;
    }

    /** How long it takes from an event's way onto the log to its arrival at each healthy endpoint. */
    private Distribution round() {
        arrived.set(0);
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            LockSupport.parkNanos(start + i * PERIOD_NANOS - System.nanoTime());
            publisher().publish("hanging." + i % HANGING, Long.toString(System.nanoTime()));
        }
        await("all of it at the healthy endpoints").atMost(PATIENCE).until(() -> arrived.get() >= EVENTS * HEALTHY);
        return latencies.takeDistribution();
    }

    private static void hardlyDiffer(
            List<Distribution> with,
            List<Distribution> without,
            ToLongFunction<Distribution> percentile,
            String name,
            TestReporter reporter) {
        long quiet = best(without, percentile);
        long beside = best(with, percentile);
        reporter.publishEntry(name, "%.2f times".formatted((double) beside / quiet));
        assertThat(beside)
                .as("%s, with %s, without %s", name, with, without)
                .isLessThan(quiet * PERCENT / 100 + SLACK_NANOS);
    }

    /** Noise only ever adds: the best of several rounds is the one least disturbed. */
    private static long best(List<Distribution> rounds, ToLongFunction<Distribution> percentile) {
        return rounds.stream().mapToLong(percentile).min().orElseThrow();
    }
}
