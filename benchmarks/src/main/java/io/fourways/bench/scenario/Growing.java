package io.fourways.bench.scenario;

import io.fourways.bench.feed.Load;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.peer.FanoutServer;
import io.fourways.bench.peer.Peer;
import io.fourways.bench.plot.Plot;
import io.fourways.bench.plot.Series;
import io.fourways.bench.plot.SvgDrawing;
import io.fourways.bench.report.MarkdownTable;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery costs when there is more of something: a table, and a drawing.
 *
 * @param name  of the drawing's file
 * @param what  there is more of
 * @param steps how much of it, and the load that it is, from little to much
 * @param flat  how much the gateway's dearest step may cost by its cheapest; null where it is to fall
 */
public record Growing(
        String name,
        String what,
        Map<Integer, Load> steps,
        @Nullable Goal flat) implements Measuring {

    private static final String UP = "server CPU, µs a delivery";

    @Override
    public String measure(Arena arena) throws InterruptedException {
        List<FanoutServer> servers = List.of(arena.gateway(), arena.peer(Peer.NCHAN), arena.peer(Peer.BARE_NETTY));
        Map<FanoutServer, List<Series.Point>> points = new LinkedHashMap<>();
        boolean warm = false;
        for (Map.Entry<Integer, Load> step : steps.entrySet()) {
            arena.progress().accept("%,d %s".formatted(step.getKey(), what));
            Map<FanoutServer, Contender> contenders = new LinkedHashMap<>();
            servers.forEach(server -> contenders.put(server, arena.feeding(server, step.getValue())));
            List<Contender> all = List.copyOf(contenders.values());
            if (!warm) {
                arena.terms().rounds().warmUp(all, arena.progress());
                warm = true;
            }
            Map<Contender, List<Measurement>> results = arena.terms().rounds().run(all, arena.progress());
            contenders.forEach((server, contender) -> points.computeIfAbsent(server, added -> new ArrayList<>())
                    .add(new Series.Point(step.getKey(), cost(results.getOrDefault(contender, List.of())))));
        }
        draw(arena, points);
        return text(points);
    }

    private static Spread cost(List<Measurement> turns) {
        return Spread.of(turns.stream()
                .mapToDouble(turn -> turn.microseconds(Part.SERVER))
                .toArray());
    }

    private void draw(Arena arena, Map<FanoutServer, List<Series.Point>> points) {
        List<Series> series = points.entrySet().stream()
                .map(entry -> new Series(entry.getKey().name(), entry.getValue()))
                .toList();
        SvgDrawing.write(
                new Plot("What a delivery costs", what, UP, series),
                arena.terms().plots().resolve(name + ".svg"));
    }

    private String text(Map<FanoutServer, List<Series.Point>> points) {
        List<String> titles = new ArrayList<>(List.of(UP));
        steps.keySet().forEach(step -> titles.add("%,d %s".formatted(step, what)));
        MarkdownTable table = new MarkdownTable(titles);
        points.forEach((server, line) -> {
            List<String> cells = new ArrayList<>(List.of(server.name()));
            line.forEach(point -> cells.add(point.y().toString()));
            table.row(cells);
        });
        return flat == null
                ? table.toString()
                : table + "\n\n" + judged(points.values().iterator().next(), flat);
    }

    private static String judged(List<Series.Point> line, Goal flat) {
        double[] medians =
                line.stream().mapToDouble(point -> point.y().median()).sorted().toArray();
        Spread growth = Spread.of(medians[medians.length - 1] / medians[0]);
        return "- server CPU each, gateway, dearest to cheapest: × %.2f; %s"
                .formatted(growth.median(), flat.judge(growth, "× "));
    }
}
