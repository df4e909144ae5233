package io.fourways.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.fanload.FanloadReport.Times;
import io.fourways.bench.goal.Figure;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.goal.Target;
import io.fourways.bench.peer.Peer;
import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatiosTests {

    private final Contender gateway = new Named("delivery-gateway");
    private final Contender nchan = new Named("nchan");
    private final Contender ws = new Named("Node ws");

    @Test
    void areOfTheSameRoundWithTheirGoalBesideThem() {
        assertThat(ratios(new Target(Figure.CPU_EACH, Peer.NCHAN, Goal.atMost(1.15))))
                .containsExactly(
                        "- server CPU each, gateway to nchan: × 1.00 [0.50–2.00]; goal: at most × 1.15, reached",
                        "- server CPU each, gateway to Node ws: × 1.00 [0.50–2.00]");
    }

    @Test
    void areSaidByWhatTheirGoalIsAbout() {
        assertThat(ratios(
                        new Target(Figure.PER_CPU_SECOND, Peer.NCHAN, Goal.atLeast(3)),
                        new Target(Figure.P99, Peer.NCHAN, Goal.atMost(1))))
                .containsExactly(
                        "- server CPU each, gateway to nchan: × 1.00 [0.50–2.00]",
                        "- deliveries per CPU s of the server, gateway to nchan: × 1.00 [0.50–2.00];"
                                + " goal: at least × 3, not reached",
                        "- p99, gateway to nchan: × 2.00 [2.00–2.00]; goal: at most × 1, not reached",
                        "- server CPU each, gateway to Node ws: × 1.00 [0.50–2.00]");
    }

    private List<String> ratios(Target... targets) {
        Map<Contender, List<Measurement>> results = new LinkedHashMap<>();
        results.put(gateway, List.of(turn(1, 20), turn(2, 20), turn(4, 20)));
        results.put(nchan, List.of(turn(2, 10), turn(2, 10), turn(2, 10)));
        results.put(ws, List.of(turn(2, 10), turn(2, 10), turn(2, 10)));
        Map<Peer, Contender> peers = new LinkedHashMap<>();
        peers.put(Peer.NCHAN, nchan);
        peers.put(Peer.NODE_WS, ws);
        Comparison comparison = new Comparison("deliveries", List.of(Part.SERVER), results);
        return new Ratios(comparison, gateway, peers, List.of(targets))
                .text()
                .lines()
                .toList();
    }

    private static Measurement turn(int cpuSeconds, double p99) {
        return new Measurement(
                1_000,
                Duration.ofSeconds(1),
                Map.of(Part.SERVER, Duration.ofSeconds(cpuSeconds)),
                new Times(p99 / 2, p99));
    }

    private record Named(String name) implements Contender {

        @Override
        public Measurement measure(Duration length) {
            throw new UnsupportedOperationException();
        }
    }
}
