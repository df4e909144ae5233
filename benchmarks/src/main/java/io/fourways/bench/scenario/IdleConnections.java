package io.fourways.bench.scenario;

import io.fourways.bench.fanload.FanloadReport;
import io.fourways.bench.feed.Load;
import io.fourways.bench.feed.Pace;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.peer.FanoutServer;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.Peer;
import io.fourways.bench.peer.Way;
import io.fourways.bench.report.MarkdownTable;
import io.fourways.bench.statistics.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a connection on which nothing happens takes of the server's memory. In each round every server is a new process: one
 * that has had as many connections before has the memory already. It has had few, but often, so that what is grown
 * once for all is there.
 *
 * @param way  how they are served
 * @param goal for the gateway, in KB
 */
public record IdleConnections(Way way, Goal goal) implements Measuring {

    private static final int MANY = 10_000;
    private static final int FEW = 500;
    private static final int OFTEN = 10;
    private static final Duration REST = Duration.ofSeconds(2);

    @Override
    public String measure(Arena arena) {
        Map<String, List<Double>> kilobytes = new LinkedHashMap<>();
        int rounds = arena.terms().rounds().count();
        for (int round = 1; round <= rounds; round++) {
            for (Supplier<FanoutServer> server : servers(arena)) {
                try (FanoutServer fresh = server.get()) {
                    arena.progress().accept("round " + round + " of " + rounds + ": " + fresh.name());
                    kilobytes
                            .computeIfAbsent(fresh.name(), added -> new ArrayList<>())
                            .add(each(arena, fresh));
                }
            }
        }
        return text(kilobytes);
    }

    private List<Supplier<FanoutServer>> servers(Arena arena) {
        List<String> jvm = arena.terms().jvmOptions();
        List<Supplier<FanoutServer>> servers = new ArrayList<>();
        servers.add(() -> Gateway.start(arena.rabbit(), jvm));
        for (Peer peer : Peer.values()) {
            if (peer.speaks(way)) {
                servers.add(() -> peer.start(jvm));
            }
        }
        return servers;
    }

    private double each(Arena arena, FanoutServer server) {
        for (int time = 0; time < OFTEN; time++) {
            connect(arena, server, FEW, Duration.ZERO);
        }
        return connect(arena, server, MANY, REST).rssPerConnBytes() / 1024;
    }

    private FanloadReport connect(Arena arena, FanoutServer server, int connections, Duration rest) {
        Load load = new Load(way, connections, 1, new Pace.Nothing());
        return arena.feeding(server, load).connect(rest);
    }

    private String text(Map<String, List<Double>> kilobytes) {
        MarkdownTable table = new MarkdownTable(List.of("median [min–max] of the rounds", "KB of RSS each"));
        Map<String, Spread> figures = new LinkedHashMap<>();
        kilobytes.forEach((name, rounds) -> figures.put(
                name, Spread.of(rounds.stream().mapToDouble(Double::doubleValue).toArray())));
        figures.forEach((name, figure) -> table.row(List.of(name, figure.toString())));
        Spread gateway = figures.values().iterator().next();
        return "%s\n\n- KB each, gateway: %s; %s".formatted(table, gateway, goal.judge(gateway, ""));
    }
}
