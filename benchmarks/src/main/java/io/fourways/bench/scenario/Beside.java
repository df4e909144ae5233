package io.fourways.bench.scenario;

import io.fourways.bench.feed.Load;
import io.fourways.bench.goal.Target;
import io.fourways.bench.peer.Gateway;
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
 * @param what     is counted
 * @param load     of each
 * @param settings of the gateway that are not as they come
 * @param targets  of the gateway
 */
public record Beside(String what, Load load, Map<String, String> settings, List<Target> targets) implements Measuring {

    private static final List<Part> PARTS = List.of(Part.SERVER, Part.BROKER, Part.LOAD);

    /** With a gateway as it comes. */
    public Beside(String what, Load load, List<Target> targets) {
        this(what, load, Map.of(), targets);
    }

    @Override
    public String measure(Arena arena) throws InterruptedException {
        if (settings.isEmpty()) {
            return measure(arena, arena.gateway());
        }
        try (Gateway set = arena.another(settings)) {
            return measure(arena, set);
        }
    }

    private String measure(Arena arena, Gateway server) throws InterruptedException {
        Contender gateway = arena.feeding(server, load);
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
