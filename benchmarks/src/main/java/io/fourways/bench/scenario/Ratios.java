package io.fourways.bench.scenario;

import io.fourways.bench.goal.Figure;
import io.fourways.bench.goal.Target;
import io.fourways.bench.peer.Peer;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The gateway's figures by those of others in the same round, and beside them what they are meant to be.
 *
 * @param comparison of all
 * @param gateway    what is judged
 * @param peers      by which
 * @param targets    what is meant to be
 */
record Ratios(Comparison comparison, Contender gateway, Map<Peer, Contender> peers, List<Target> targets) {

    String text() {
        List<String> lines = new ArrayList<>();
        peers.forEach((peer, contender) -> {
            lines.add(line(Figure.CPU_EACH, contender) + goal(Figure.CPU_EACH, peer, contender));
            targets.stream()
                    .filter(target -> target.peer() == peer && target.figure() != Figure.CPU_EACH)
                    .forEach(target ->
                            lines.add(line(target.figure(), contender) + goal(target.figure(), peer, contender)));
        });
        return String.join("\n", lines);
    }

    private String line(Figure figure, Contender to) {
        return "- %s, gateway to %s: × %s".formatted(figure.title(), to.name(), ratio(figure, to));
    }

    private String goal(Figure figure, Peer peer, Contender to) {
        return targets.stream()
                .filter(target -> target.peer() == peer && target.figure() == figure)
                .map(target -> "; " + target.goal().judge(ratio(figure, to), "× "))
                .findFirst()
                .orElse("");
    }

    private Spread ratio(Figure figure, Contender to) {
        return comparison.ratio(gateway, to, figure.of());
    }
}
