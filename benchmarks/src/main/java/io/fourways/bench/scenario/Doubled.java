package io.fourways.bench.scenario;

import io.fourways.bench.feed.Load;
import io.fourways.bench.goal.Figure;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.GatewayPair;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Spread;
import java.util.List;

/**
 * What a delivery costs two gateways that have twice the connections, by what it costs one.
 *
 * @param load of the one
 * @param goal of the ratio
 */
public record Doubled(Load load, Goal goal) implements Measuring {

    @Override
    public String measure(Arena arena) throws InterruptedException {
        try (Gateway second = arena.gateway().another(arena.terms().jvmOptions())) {
            return measure(arena, new GatewayPair(arena.gateway(), second));
        }
    }

    private String measure(Arena arena, GatewayPair pair) throws InterruptedException {
        Load ofOne = load.atMost(arena.terms().subscribers() / 2);
        Load ofTwo = new Load(ofOne.way(), 2 * ofOne.subscribers(), ofOne.channels(), ofOne.pace());
        Contender one = arena.feeding(arena.gateway(), ofOne);
        Contender two = arena.feeding(pair, ofTwo);
        List<Contender> both = List.of(one, two);
        arena.terms().rounds().warmUp(both, arena.progress());
        Comparison comparison = new Comparison(
                "deliveries",
                List.of(Part.SERVER, Part.BROKER, Part.LOAD),
                arena.terms().rounds().run(both, arena.progress()));
        Spread ratio = comparison.ratio(two, one, Figure.CPU_EACH.of());
        return "%s\n\n- server CPU each, two gateways to one: × %s; %s"
                .formatted(comparison.table(), ratio, goal.judge(ratio, "× "));
    }
}
