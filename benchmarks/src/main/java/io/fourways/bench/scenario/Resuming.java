package io.fourways.bench.scenario;

import io.fourways.bench.fanload.FanloadReport;
import io.fourways.bench.feed.Feeding;
import io.fourways.bench.feed.Load;
import io.fourways.bench.feed.Pace;
import io.fourways.bench.feed.Replaying;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.peer.Way;
import io.fourways.bench.report.MarkdownTable;
import io.fourways.bench.statistics.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * All come back at once, each for as many events as the other: how fast they have them, by how fast the gateway is when it
 * has all it can do with live ones, and what those notice who have been there all the time.
 */
public record Resuming() implements Measuring {

    private static final int BACK = 1_000;
    private static final int EVENTS = 1_000;
    private static final Load SATURATED = new Load(Way.WEBSOCKET, 1_000, 1, Pace.SATURATED);
    private static final Load LIVE = new Load(Way.WEBSOCKET, 100, 1, new Pace.Rate(20));
    private static final Goal RATE = Goal.atLeast(0.5);
    private static final Goal DELAY = Goal.atMost(2);

    @Override
    public String measure(Arena arena) throws InterruptedException {
        Feeding saturated = arena.feeding(arena.gateway(), SATURATED);
        Feeding live = arena.feeding(arena.gateway(), LIVE);
        Terms terms = arena.terms();
        terms.rounds().warmUp(List.of(saturated, live), arena.progress());
        turn(arena, saturated, live);
        List<Turn> turns = new ArrayList<>();
        for (int round = 1; round <= terms.rounds().count(); round++) {
            arena.progress().accept("round " + round + " of " + terms.rounds().count());
            turns.add(turn(arena, saturated, live));
        }
        return text(turns);
    }

    private static Turn turn(Arena arena, Feeding saturated, Feeding live) {
        Duration length = arena.terms().rounds().length();
        FanloadReport most = saturated.run(length);
        FanloadReport alone = live.run(length);
        Replaying replaying = Replaying.prepare(arena.gateway(), arena.fanload(), EVENTS);
        CompletableFuture<FanloadReport> beside = CompletableFuture.supplyAsync(() -> live.run(length));
        // what is live is on its way when the others come, and goes on until they have had everything, if it is long
        // enough
        FanloadReport resumed = CompletableFuture.supplyAsync(
                        () -> replaying.run(Math.min(BACK, arena.terms().subscribers())),
                        CompletableFuture.delayedExecutor(
                                Feeding.gettingGoing(length).toMillis(), TimeUnit.MILLISECONDS))
                .join();
        arena.arrivals().add("delivery-gateway, resumed", resumed);
        return new Turn(most, alone, resumed, beside.join());
    }

    private static String text(List<Turn> turns) {
        MarkdownTable table = new MarkdownTable(
                List.of("median [min–max] of the rounds", "deliveries/s", "CPU µs each, server", "p50 ms", "p99 ms"));
        row(table, "saturated, live", turns, Turn::saturated);
        row(table, "resumed, %,d events each".formatted(EVENTS), turns, Turn::resumed);
        row(table, "live, alone", turns, Turn::alone);
        row(table, "live, beside those who resume", turns, Turn::beside);
        Spread rate = figure(turns, turn -> perSecond(turn.resumed) / perSecond(turn.saturated));
        Spread delay = figure(
                turns, turn -> turn.beside.latMs().p99() / turn.alone.latMs().p99());
        return """
                %s

                - deliveries a second, resumed to saturated: × %s; %s
                - p99 of the live ones, beside to alone: × %s; %s""".formatted(table, rate, RATE.judge(rate, "× "), delay, DELAY.judge(delay, "× "));
    }

    private static void row(MarkdownTable table, String name, List<Turn> turns, Of of) {
        table.row(List.of(
                name,
                figure(turns, turn -> perSecond(of.apply(turn))).toString(),
                figure(
                                turns,
                                turn -> of.apply(turn).serverCpuS()
                                        * 1e6
                                        / of.apply(turn).measured())
                        .toString(),
                name.startsWith("resumed")
                        ? "–"
                        : figure(turns, turn -> of.apply(turn).latMs().p50()).toString(),
                name.startsWith("resumed")
                        ? "–"
                        : figure(turns, turn -> of.apply(turn).latMs().p99()).toString()));
    }

    private static double perSecond(FanloadReport report) {
        return report.measured() / report.measuredS();
    }

    private static Spread figure(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream().mapToDouble(figure).toArray());
    }

    private interface Of {

        FanloadReport apply(Turn turn);
    }

    private record Turn(FanloadReport saturated, FanloadReport alone, FanloadReport resumed, FanloadReport beside) {}
}
