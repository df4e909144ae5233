package io.fourways.bench.fanout;

import io.fourways.bench.report.Outcome;
import io.fourways.bench.scenario.Arena;
import io.fourways.system.broker.RabbitNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Events fanned out to many subscribers, beside others that do it. */
public final class FanoutBench {

    private FanoutBench() {}

    /** Measures with this broker behind the gateway. */
    public static Outcome run(RabbitNode rabbit, FanoutPlan plan, Consumer<String> progress)
            throws InterruptedException {
        try (Arena arena = Arena.open(rabbit, plan.terms(), progress)) {
            List<String> sections = new ArrayList<>();
            for (Scenario scenario : plan.scenarios()) {
                progress.accept(scenario.title() + " ...");
                sections.add("### " + scenario.title() + "\n\n"
                        + scenario.measuring().measure(arena));
            }
            sections.add("### What has arrived\n\n" + arena.arrivals().text());
            return new Outcome(String.join("\n\n", sections), arena.arrivals().areWhole());
        }
    }
}
