package io.fourways.bench.fanout;

import io.fourways.bench.round.Rounds;
import java.nio.file.Path;
import java.util.List;

/**
 * What of the fan-out is measured, for how long, and how hard.
 *
 * @param scenarios   which, in this order
 * @param rounds      when, and for how long
 * @param subscribers how many there are at most, whatever a scenario asks for
 * @param plots       the folder that drawings are put into
 * @param jvmOptions  of all servers that are JVMs
 */
public record FanoutPlan(
        List<Scenario> scenarios, Rounds rounds, int subscribers, Path plots, List<String> jvmOptions) {

    public FanoutPlan {
        scenarios = List.copyOf(scenarios);
        jvmOptions = List.copyOf(jvmOptions);
    }
}
