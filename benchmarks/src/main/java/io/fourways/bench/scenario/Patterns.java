package io.fourways.bench.scenario;

import io.fourways.bench.feed.Load;
import io.fourways.bench.goal.Figure;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Spread;
import java.util.List;

/**
 * What it costs when subscribers name patterns, by what it costs when they name channels.
 *
 * @param load a channel, and so a pattern, each
 * @param goal of the ratio
 */
public record Patterns(Load load, Goal goal) implements Measuring {

    @Override
    public String measure(Arena arena) throws InterruptedException {
        Contender byName = arena.feeding(arena.gateway(), load);
        Contender byPattern = arena.feeding(arena.gateway().byPattern(), load);
        List<Contender> both = List.of(byName, byPattern);
        arena.terms().rounds().warmUp(both, arena.progress());
        Comparison comparison = new Comparison(
                "deliveries",
                List.of(Part.SERVER, Part.BROKER, Part.LOAD),
                arena.terms().rounds().run(both, arena.progress()));
        Spread ratio = comparison.ratio(byPattern, byName, Figure.CPU_EACH.of());
        return "%s\n\n- server CPU each, patterns to names: × %s; %s"
                .formatted(comparison.table(), ratio, goal.judge(ratio, "× "));
    }
}
