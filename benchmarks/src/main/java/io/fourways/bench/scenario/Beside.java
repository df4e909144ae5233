package io.fourways.bench.scenario;

import io.fourways.bench.feed.Load;
import io.fourways.bench.goal.Target;
import io.fourways.bench.peer.Peer;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Part;
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
public record Beside(String what, Load load, List<Target> targets) implements Measuring {

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
        arena.terms().rounds().warmUp(contenders, arena.progress());
        Comparison comparison =
                new Comparison(what, PARTS, arena.terms().rounds().run(contenders, arena.progress()));
        return comparison.table() + "\n\n" + new Ratios(comparison, gateway, peers, targets).text();
    }
}
