package io.fourways.bench.fanout;

import io.fourways.bench.peer.Peer;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The gateway beside all peers that serve that way.
 *
 * @param what    is counted
 * @param load    of each
 * @param targets of the gateway
 */
record Beside(String what, Load load, List<Target> targets) implements Measuring {

    private static final List<Part> PARTS = List.of(Part.SERVER, Part.BROKER, Part.LOAD);

    @Override
    public String measure(Arena arena) throws InterruptedException {
        Contender gateway = arena.feeding(arena.gateway(), load);
        Map<Peer, Contender> peers = new EnumMap<>(Peer.class);
        for (Peer peer : Peer.values()) {
            if (peer.speaks(load.way())) {
                peers.put(peer, arena.feeding(arena.peer(peer), load));
            }
        }
        List<Contender> contenders = new ArrayList<>(List.of(gateway));
        contenders.addAll(peers.values());
        arena.plan().rounds().warmUp(contenders, arena.progress());
        Comparison comparison =
                new Comparison(what, PARTS, arena.plan().rounds().run(contenders, arena.progress()));
        return comparison.table() + "\n\n" + new Ratios(comparison, gateway, peers, targets).text();
    }

    /** The gateway's figures by those of others in the same round. */
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
}
