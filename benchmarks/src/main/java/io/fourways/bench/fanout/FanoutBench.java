package io.fourways.bench.fanout;

import io.fourways.bench.report.Outcome;
import io.fourways.bench.scenario.Arena;
import io.fourways.system.broker.RabbitNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events fanned out to many subscribers, beside others that do it. A scenario that cannot be measured fails the run, and keeps
 * nobody from what the others have shown.
 */
public final class FanoutBench {

    private FanoutBench() {}

    /** Measures with this broker behind the gateway. */
    public static Outcome run(RabbitNode rabbit, FanoutPlan plan, Consumer<String> progress)
            throws InterruptedException {
        try (Arena arena = Arena.open(rabbit, plan.terms(), progress)) {
            List<String> sections = new ArrayList<>();
            boolean measured = true;
            for (Scenario scenario : plan.scenarios()) {
                progress.accept(scenario.title() + " ...");
                try {
                    sections.add(section(scenario, scenario.measuring().measure(arena)));
                } catch (IllegalStateException failure) {
                    measured = false;
                    sections.add(section(scenario, "Could not be measured: " + failure.getMessage()));
                }
            }
            sections.add("### What has arrived\n\n" + arena.arrivals().text());
            return new Outcome(
                    String.join("\n\n", sections), measured && arena.arrivals().areWhole());
        }
    }

    private static String section(Scenario scenario, String text) {
        return "### " + scenario.title() + "\n\n" + text;
    }
}
