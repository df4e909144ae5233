package io.fourways.bench.scenario;

import static org.awaitility.Awaitility.await;

import io.fourways.bench.fanload.Fanload;
import io.fourways.bench.fanload.FanloadReport;
import io.fourways.bench.fanload.FollowReport;
import io.fourways.bench.feed.Load;
import io.fourways.bench.feed.Pace;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.peer.Channels;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.Way;
import io.fourways.bench.report.MarkdownTable;
import io.fourways.bench.statistics.Spread;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * One of two gateways goes (SIGTERM), and everybody comes to the other: what that costs the other, by what it then costs to serve
 * all of them, and what those notice who were there all the time. In each round both are new processes.
 */
public record Restarting() implements Measuring {

    private static final int MANY = 10_000;
    private static final int EVENTS_A_SECOND = 5;
    private static final Load LIVE = new Load(Way.WEBSOCKET, 100, 1, new Pace.Rate(20));
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LONGER_THAN_A_DRAIN = Duration.ofSeconds(12);

    /** What the measured ones are allowed elsewhere is more than this, the default. */
    private static final Map<String, String> AS_IT_COMES =
            Map.of("FOURWAYS_GATEWAY_LIMITS_CONNECT_RATE", "2000", "FOURWAYS_GATEWAY_LIMITS_CONNECT_BURST", "10000");

    private static final Goal CPU = Goal.atMost(2);
    private static final Goal DELAY = Goal.atMost(2);

    @Override
    public String measure(Arena arena) {
        List<Turn> turns = new ArrayList<>();
        for (int round = 1; round <= arena.terms().rounds().count(); round++) {
            arena.progress()
                    .accept("round " + round + " of " + arena.terms().rounds().count());
            turns.add(turn(arena));
        }
        return text(turns, Math.min(MANY, arena.terms().subscribers()));
    }

    private static Turn turn(Arena arena) {
        RabbitNode rabbit = arena.rabbit();
        BrokerAddress broker = rabbit.newVirtualHost();
        List<String> jvm = arena.terms().jvmOptions();
        try (Gateway leaving = Gateway.start(broker, rabbit.pid(), jvm, AS_IT_COMES);
                Gateway staying = Gateway.start(broker, rabbit.pid(), jvm, AS_IT_COMES)) {
            return new Turn(arena, leaving, staying);
        }
    }

    private static String text(List<Turn> turns, int many) {
        MarkdownTable table = new MarkdownTable(List.of(
                "median [min–max] of the rounds", "the other gateway's cores", "p50 ms of the live ones", "p99 ms"));
        table.row(List.of(
                "while %,d come over".formatted(many),
                figure(turns, turn -> turn.coresMeanwhile).toString(),
                figure(turns, turn -> turn.meanwhile.latMs().p50()).toString(),
                figure(turns, turn -> turn.meanwhile.latMs().p99()).toString()));
        table.row(List.of(
                "when they are there",
                figure(turns, turn -> turn.coresThen).toString(),
                figure(turns, turn -> turn.then.latMs().p50()).toString(),
                figure(turns, turn -> turn.then.latMs().p99()).toString()));
        Spread cpu = figure(turns, turn -> turn.coresMeanwhile / turn.coresThen);
        Spread delay = figure(
                turns, turn -> turn.meanwhile.latMs().p99() / turn.then.latMs().p99());
        return """
                %s

                - from SIGTERM until all are there: %s s; put off meanwhile: %s
                - CPU of the other gateway, meanwhile to then: × %s; %s
                - p99 of the live ones, meanwhile to then: × %s; %s""".formatted(
                        table,
                        figure(turns, turn -> turn.seconds),
                        figure(turns, turn -> turn.moved.putOff()),
                        cpu,
                        CPU.judge(cpu, "× "),
                        delay,
                        DELAY.judge(delay, "× "));
    }

    private static Spread figure(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream().mapToDouble(figure).toArray());
    }

    /** One going. */
    private static final class Turn {

        private final double seconds;
        private final double coresMeanwhile;
        private final double coresThen;
        private final FanloadReport meanwhile;
        private final FanloadReport then;
        private final FollowReport moved;

        Turn(Arena arena, Gateway leaving, Gateway staying) {
            Duration length = arena.terms().rounds().length();
            int many = Math.min(MANY, arena.terms().subscribers());
            Channels channels = Channels.fresh();
            Fanload.Running movers = arena.fanload().start(moving(leaving, staying, channels, many));
            until(() -> leaving.held() >= many, "everybody to come");
            Fanload.Running events = arena.fanload().start(publishing(staying, channels, length));
            CompletableFuture<FanloadReport> live =
                    CompletableFuture.supplyAsync(() -> live(arena, staying, length.plus(LONGER_THAN_A_DRAIN)));
            until(() -> staying.held() > 0, "somebody to be there already");
            Clock storm = new Clock(staying);
            leaving.service().terminate();
            until(() -> staying.held() >= many, "everybody to come over");
            seconds = storm.seconds();
            coresMeanwhile = storm.cores();
            meanwhile = live.join();
            Clock calm = new Clock(staying);
            then = live(arena, staying, length);
            coresThen = calm.cores();
            FanloadReport published = events.await();
            arena.arrivals().add(staying.name() + ", the one that stays", published);
            movers.tellToEnd();
            moved = movers.followed();
            if (!moved.hasAllUpTo(published.published())) {
                throw new IllegalStateException("Of %,d events: %s".formatted(published.published(), moved));
            }
        }

        private static FanloadReport live(Arena arena, Gateway staying, Duration length) {
            return arena.feeding(staying, LIVE).run(length);
        }

        private static List<String> moving(Gateway leaving, Gateway staying, Channels channels, int many) {
            List<String> arguments = new ArrayList<>(leaving.following(Way.WEBSOCKET, channels.name()));
            arguments.addAll(
                    List.of("--also-port", Integer.toString(staying.service().port())));
            arguments.addAll(List.of("--n", Integer.toString(many), "--patience", "180"));
            return arguments;
        }

        private static List<String> publishing(Gateway staying, Channels channels, Duration length) {
            List<String> arguments = new ArrayList<>(staying.subscribing(Way.WEBSOCKET, channels));
            arguments.addAll(staying.publishing(channels));
            long seconds = length.multipliedBy(2).plus(LONGER_THAN_A_DRAIN).toSeconds();
            arguments.addAll(List.of("--n", "1", "--rate", Integer.toString(EVENTS_A_SECOND)));
            arguments.addAll(List.of("--duration", Long.toString(seconds)));
            return arguments;
        }

        private static void until(Callable<Boolean> what, String name) {
            await(name).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(what);
        }
    }

    /** The CPU time of a gateway since it was started. */
    private static final class Clock {

        private static final double TICKS = 100;

        private final Gateway gateway;
        private final long ticks;
        private final long nanos = System.nanoTime();

        Clock(Gateway gateway) {
            this.gateway = gateway;
            this.ticks = gateway.service().figures().cpuTicks();
        }

        double seconds() {
            return (System.nanoTime() - nanos) / 1e9;
        }

        double cores() {
            return (gateway.service().figures().cpuTicks() - ticks) / TICKS / seconds();
        }
    }
}
