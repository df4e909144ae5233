package io.fourways.bench.soak;

import io.fourways.bench.fanload.FollowReport;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.plot.Plot;
import io.fourways.bench.plot.Series;
import io.fourways.bench.plot.SvgDrawing;
import io.fourways.bench.report.MarkdownTable;
import io.fourways.bench.report.Outcome;
import io.fourways.bench.statistics.Spread;
import io.fourways.system.broker.RabbitNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The gateway under clients that come, go, do not read, were long away, come back all at once, and over a broker that is killed
 * time and again. Whatever a client should have and has not, or has twice or out of order, fails it, and so does growing.
 */
public final class SoakBench {

    /** So that the JVM tells what it has beside the heap. */
    private static final String TELLING = "-XX:NativeMemoryTracking=summary";

    /**
     * A short window, so that who was away reads the log; so little that is remembered that it is full before the warm-up ends,
     * as it would be after hours; and so few at a time that a storm is put off in part.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "FOURWAYS_GATEWAY_WINDOW_MAX_EVENTS", "1000",
            "FOURWAYS_GATEWAY_WINDOW_IDENTITIES", "5000",
            "FOURWAYS_GATEWAY_REPLAY_CACHE", "8MB",
            "FOURWAYS_GATEWAY_LIMITS_CONNECT_RATE", "200",
            "FOURWAYS_GATEWAY_LIMITS_CONNECT_BURST", "400");

    private SoakBench() {}

    /** Treats a gateway on this broker, which is killed and started again, as the plan says. */
    public static Outcome run(RabbitNode rabbit, SoakPlan plan, Consumer<String> progress) throws InterruptedException {
        progress.accept("starting the gateway ...");
        try (Gateway gateway = start(rabbit, plan);
                SoakPublisher publisher = new SoakPublisher(gateway.broker()).start();
                Followers followers = Followers.of(gateway, plan)) {
            Sampler sampler = new Sampler(gateway);
            mistreat(rabbit, plan, publisher, followers, sampler, progress);
            publisher.close();
            progress.accept("waiting for the rest ...");
            return outcome(plan, sampler, followers.end(), publisher.confirmed());
        }
    }

    private static Gateway start(RabbitNode rabbit, SoakPlan plan) {
        List<String> jvm = new ArrayList<>(plan.jvm());
        jvm.add(TELLING);
        return Gateway.start(rabbit.newVirtualHost(), rabbit.pid(), jvm, SETTINGS);
    }

    private static void mistreat(
            RabbitNode rabbit,
            SoakPlan plan,
            SoakPublisher publisher,
            Followers followers,
            Sampler sampler,
            Consumer<String> progress)
            throws InterruptedException {
        Recurring storm = new Recurring(plan.storm());
        Recurring outage = new Recurring(plan.outage());
        Recurring look = new Recurring(plan.sample());
        for (long end = System.nanoTime() + plan.length().toNanos(); System.nanoTime() < end; ) {
            publisher.assertGoesOn();
            followers.assertAllThere();
            if (storm.isDue()) {
                followers.storm();
            }
            if (outage.isDue()) {
                progress.accept("killing the broker ...");
                rabbit.kill9();
                rabbit.start();
            }
            if (look.isDue()) {
                progress.accept(sampler.look().toString());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static Outcome outcome(SoakPlan plan, Sampler sampler, Map<Crowd, FollowReport> reports, long published) {
        List<Sample> warm = sampler.since(plan.warmUp());
        MarkdownTable table = new MarkdownTable(
                List.of("median [min–max]", "first third after the warm-up", "last third", "may be", "it"));
        boolean flat = true;
        for (Watched watched : Watched.values()) {
            table.row(watched.cells(warm));
            flat &= watched.isFlat(warm);
            draw(watched, sampler.all(), plan);
        }
        String text = "### What it takes\n\n%s\n\n### What has arrived\n\n%s\n\n- %s events published in %d minutes"
                .formatted(
                        table,
                        Followers.table(reports, published),
                        String.format(Locale.ROOT, "%,d", published * (Stream.values().length + 1)),
                        plan.length().toMinutes());
        return new Outcome(text, flat && Followers.areWhole(reports, published));
    }

    private static void draw(Watched watched, List<Sample> samples, SoakPlan plan) {
        Series series = new Series(
                "delivery-gateway",
                samples.stream()
                        .map(sample -> new Series.Point(sample.minute(), Spread.of(watched.of(sample))))
                        .toList());
        Plot plot = new Plot(
                watched.title() + ", while it is treated badly", "minutes", watched.title(), List.of(series), true);
        SvgDrawing.write(plot, plan.plots().resolve("soak-" + watched.name().toLowerCase(Locale.ROOT) + ".svg"));
    }

    /** Something that is to happen so often. */
    private static final class Recurring {

        private final Duration every;
        private long due;

        Recurring(Duration every) {
            this.every = every;
            this.due = System.nanoTime() + every.toNanos();
        }

        boolean isDue() {
            boolean now = System.nanoTime() - due >= 0;
            due = now ? System.nanoTime() + every.toNanos() : due;
            return now;
        }
    }
}
