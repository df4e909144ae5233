package io.fourways.bench.scenario;

import io.fourways.bench.feed.Load;
import io.fourways.bench.goal.Figure;
import io.fourways.bench.netty.Handing;
import io.fourways.bench.peer.FanoutServer;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.Named;
import io.fourways.bench.peer.Peer;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What each mechanism of the fan-out buys: the gateway with and without those that can be configured, and the bare broadcaster
 * with and without those that cannot.
 */
public record Mechanisms(Load load) implements Measuring {

    private static final Map<String, String> AT_ONCE = Gateway.gathering(0, "0ms");
    private static final Map<String, String> PATIENT = Gateway.gathering(5, "40ms");
    private static final Map<String, String> LINGERING =
            Map.of("SPRING_APPLICATION_JSON", "{\"fourways\":{\"channels\":{\"[**]\":{\"linger\":\"10ms\"}}}}");

    /** Spans go nowhere: what is measured is that there could be some. */
    private static final Map<String, String> TRACING = Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", "MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "0.1");

    @Override
    public String measure(Arena arena) throws InterruptedException {
        List<FanoutServer> apart = new ArrayList<>();
        try {
            apart.add(gateway(arena, "nothing gathers (coalescing.ratio 0)", AT_ONCE));
            apart.add(gateway(arena, "more gathers (coalescing.ratio 5, at-most 40ms)", PATIENT));
            apart.add(gateway(arena, "all linger 10 ms", LINGERING));
            apart.add(gateway(arena, "tracing on", TRACING));
            apart.add(bare(arena, "a flush each", Handing.FLUSHED_EACH));
            apart.add(bare(arena, "a frame each", Handing.FRAMED_EACH));
            return measure(arena, apart);
        } finally {
            apart.forEach(FanoutServer::close);
        }
    }

    private static FanoutServer gateway(Arena arena, String what, Map<String, String> settings) {
        Gateway gateway = arena.another(settings);
        return new Named(gateway, gateway.name() + ", " + what);
    }

    private static FanoutServer bare(Arena arena, String what, Handing handing) {
        FanoutServer server = Peer.bareNetty(handing, arena.terms().jvmOptions());
        return new Named(server, server.name() + ", " + what);
    }

    private String measure(Arena arena, List<FanoutServer> apart) throws InterruptedException {
        Contender gateway = arena.feeding(arena.gateway(), load);
        Contender bare = arena.feeding(arena.peer(Peer.BARE_NETTY), load);
        List<Contender> all = new ArrayList<>(List.of(gateway, bare));
        apart.forEach(server -> all.add(arena.feeding(server, load)));
        arena.terms().rounds().warmUp(all, arena.progress());
        Comparison comparison = new Comparison(
                "deliveries",
                List.of(Part.SERVER, Part.BROKER, Part.LOAD),
                arena.terms().rounds().run(all, arena.progress()));
        List<String> lines = new ArrayList<>(List.of(comparison.table(), ""));
        for (int i = 0; i < apart.size(); i++) {
            Contender other = all.get(i + 2);
            lines.add("- server CPU each, %s: × %s of what it is with all"
                    .formatted(
                            other.name(),
                            comparison.ratio(
                                    other,
                                    apart.get(i).brokerPids().isEmpty() ? bare : gateway,
                                    Figure.CPU_EACH.of())));
        }
        return String.join("\n", lines);
    }
}
