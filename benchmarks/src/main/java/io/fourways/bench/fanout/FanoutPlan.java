package io.fourways.bench.fanout;

import io.fourways.bench.scenario.Terms;
import java.util.List;

/**
 * What of the fan-out is measured, and how.
 *
 * @param scenarios which, in this order
 * @param terms     how
 */
public record FanoutPlan(List<Scenario> scenarios, Terms terms) {

    public FanoutPlan {
        scenarios = List.copyOf(scenarios);
    }
}
