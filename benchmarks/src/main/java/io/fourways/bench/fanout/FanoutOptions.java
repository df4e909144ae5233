package io.fourways.bench.fanout;

import io.fourways.bench.round.Rounds;
import io.fourways.bench.scenario.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What the command line asks for of the fan-out. */
public final class FanoutOptions {

    /** Those of the quick answer: how they compare with little and with much to do. */
    private static final List<Scenario> QUICK = List.of(Scenario.WS_20, Scenario.SSE_20, Scenario.WS_SATURATED);

    private static final int ROUNDS = 3;
    private static final int SECONDS = 10;
    private static final int WARM_UP_SECONDS = 16;
    private static final int QUICK_SECONDS = 3;
    private static final int SUBSCRIBERS = 10_000;

    /** As the images have it, but for the memory, which there is a part of what the container may have. */
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    private List<Scenario> scenarios;
    private int rounds;
    private int seconds;
    private int warmUp;
    private int subscribers = SUBSCRIBERS;
    private Path plots = Path.of("target", "plots");

    private FanoutOptions(boolean quick) {
        scenarios = quick ? QUICK : List.of(Scenario.values());
        rounds = quick ? 1 : ROUNDS;
        seconds = quick ? QUICK_SECONDS : SECONDS;
        warmUp = quick ? QUICK_SECONDS : WARM_UP_SECONDS;
    }

    /** @throws IllegalArgumentException on anything unknown */
    public static FanoutPlan parse(List<String> arguments) {
        FanoutOptions options = new FanoutOptions(arguments.contains("--quick"));
        List<Scenario> chosen = new ArrayList<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            options.take(rest.next(), rest, chosen);
        }
        return options.plan(chosen);
    }

    private void take(String option, Iterator<String> rest, List<Scenario> chosen) {
        switch (option) {
            case "--quick" -> {}
            case "--scenario" -> chosen.add(Scenario.of(value(option, rest)));
            case "--rounds" -> rounds = positive(option, rest);
            case "--seconds" -> seconds = positive(option, rest);
            case "--warm-up" -> warmUp = positive(option, rest);
            case "--connections" -> subscribers = positive(option, rest);
            case "--plots" -> plots = Path.of(value(option, rest));
            default -> throw new IllegalArgumentException("Unknown option " + option);
        }
    }

    private FanoutPlan plan(List<Scenario> chosen) {
        scenarios = chosen.isEmpty() ? scenarios : chosen;
        return new FanoutPlan(
                scenarios,
                new Terms(
                        new Rounds(rounds, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp)),
                        subscribers,
                        plots,
                        JVM));
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return rest.next();
    }

    private static int positive(String option, Iterator<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(option + " wants a number above 0");
        }
        return Integer.parseInt(value);
    }
}
