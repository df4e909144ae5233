package io.fourways.standalone.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Four readers of the sample channels, one per way, shown side by side: once on a busy channel, once on quiet ones,
 * because which way is cheap depends on how often something happens.
 */
public final class Demo {

    private static final Duration LENGTH = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> BUSY = List.of("samples.ticker.*", "samples.orders.*");
    private static final List<String> QUIET = List.of("samples.chat.*", "samples.status");
    private static final String HOW_COUNTED =
            "bytes: counted on each reader's socket, both directions, heads and frames included;"
                    + " stale: received minus the event's time";

    private final PrintStream out;
    private final Screen screen;

    /**
     * A demonstration.
     *
     * @param out      where it is shown
     * @param terminal whether that is a terminal, which can be drawn on
     */
    public Demo(PrintStream out, boolean terminal) {
        this.out = out;
        this.screen = new Screen(out, terminal);
    }

    /**
     * Runs it on services of which ingest knows the {@linkplain Payment#source() demonstration's source}; true when every
     * way has delivered every event once and in order, a webhook has come as an event, and an event as a webhook.
     */
    boolean run(Places places) throws IOException, InterruptedException {
        boolean compared = compare(places.gateway());
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        boolean shown = new WebhookShow(out, PaymentSender.on(path)).run(places.gateway(), places.ingest());
        out.println((shown ? "ok      " : "FAILED  ") + "a signed webhook, read as an event");
        boolean dispatched = new DispatchShow(out).run(places.producer(), places.dispatch());
        out.println((dispatched ? "ok      " : "FAILED  ") + "an event, signed and delivered as a webhook");
        return compared && shown && dispatched;
    }

    private boolean compare(URI gateway) throws IOException, InterruptedException {
        try (Trial busy = Trial.start(gateway, "busy channels", BUSY);
                Trial quiet = Trial.start(gateway, "quiet channels", QUIET)) {
            watch(busy, quiet);
            List<Verdict> verdicts = Stream.concat(busy.finish(PATIENCE).stream(), quiet.finish(PATIENCE).stream())
                    .toList();
            screen.finish(frame(busy, quiet, "done"));
            verdicts.forEach(verdict -> out.println((verdict.passed() ? "ok      " : "FAILED  ") + verdict.text()));
            return verdicts.stream().allMatch(Verdict::passed);
        }
    }

    private void watch(Trial busy, Trial quiet) throws InterruptedException {
        Instant end = Instant.now().plus(LENGTH);
        for (Duration left = LENGTH; !left.isNegative(); left = Duration.between(Instant.now(), end)) {
            TimeUnit.SECONDS.sleep(1);
            screen.show(frame(busy, quiet, left.toSeconds() + " s to go"));
        }
    }

    private static List<String> frame(Trial busy, Trial quiet, String state) {
        return Stream.of(
                        Stream.of("", "One event, four ways: " + state, ""),
                        busy.table().stream(),
                        Stream.of(""),
                        quiet.table().stream(),
                        Stream.of("", HOW_COUNTED, ""))
                .flatMap(lines -> lines)
                .toList();
    }
}
