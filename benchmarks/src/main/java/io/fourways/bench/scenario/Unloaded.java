package io.fourways.bench.scenario;

import io.fourways.bench.fanload.FanloadReport;
import io.fourways.bench.feed.Feeding;
import io.fourways.bench.feed.Load;
import io.fourways.bench.feed.Pace;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.log.LogTail;
import io.fourways.bench.peer.Way;
import io.fourways.bench.report.MarkdownTable;
import io.fourways.bench.statistics.Percentiles;
import io.fourways.bench.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How long an event takes to a client when there is little to do, and how much of that the broker takes. */
public record Unloaded() implements Measuring {

    private static final Load LITTLE = new Load(Way.WEBSOCKET, 10, 1, new Pace.Rate(50));
    private static final Goal MEDIAN = Goal.atMost(5);
    private static final Goal MOST = Goal.atMost(20);

    @Override
    public String measure(Arena arena) throws InterruptedException {
        Feeding gateway = arena.feeding(arena.gateway(), LITTLE);
        Terms terms = arena.terms();
        terms.rounds().warmUp(List.of(gateway), arena.progress());
        List<Turn> turns = new ArrayList<>();
        for (int round = 1; round <= terms.rounds().count(); round++) {
            arena.progress().accept("round " + round + " of " + terms.rounds().count());
            try (LogTail tail = LogTail.of(arena.gateway().broker())) {
                turns.add(new Turn(gateway.run(terms.rounds().length()), tail.latencies()));
            }
        }
        return text(turns);
    }

    private static String text(List<Turn> turns) {
        MarkdownTable table = new MarkdownTable(List.of("median [min–max] of the rounds", "p50 ms", "p99 ms"));
        row(table, "from publishing to the client", turns, turn -> turn.report.latMs());
        row(table, "from publishing to the bare stream client: the broker's share", turns, Turn::tail);
        row(table, "from publishing to the broker's confirm", turns, turn -> turn.report.pubMs());
        Spread median = figure(turns, turn -> turn.report.latMs().percentile(50));
        Spread most = figure(turns, turn -> turn.report.latMs().percentile(99));
        return "%s\n\n- p50 ms: %s; %s\n- p99 ms: %s; %s"
                .formatted(table, median, MEDIAN.judge(median, ""), most, MOST.judge(most, ""));
    }

    private static void row(MarkdownTable table, String name, List<Turn> turns, Function<Turn, Percentiles> times) {
        table.row(List.of(
                name,
                figure(turns, turn -> times.apply(turn).percentile(50)).toString(),
                figure(turns, turn -> times.apply(turn).percentile(99)).toString()));
    }

    private static Spread figure(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream().mapToDouble(figure).toArray());
    }

    private record Turn(FanloadReport report, Percentiles tail) {}
}
