package io.fourways.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Latencies;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchGoalsTests {

    private final Contender dispatching = new Named("dispatching");
    private final Contender bare = new Named("bare");

    @Test
    void standBesideWhatWasReached() {
        assertThat(goals(2_500, 5_000))
                .contains("× 0.50 [0.50–0.50]; goal: at least × 0.4, reached")
                .contains("2,500 [2,500–2,500]; goal: at least 2,000, reached");
    }

    @Test
    void sayWhenTheyAreMissed() {
        assertThat(goals(1_000, 5_000))
                .contains("× 0.20 [0.20–0.20]; goal: at least × 0.4, not reached")
                .contains("1,000 [1,000–1,000]; goal: at least 2,000, not reached");
    }

    private String goals(long dispatched, long sent) {
        Map<Contender, List<Measurement>> results = new LinkedHashMap<>();
        results.put(dispatching, List.of(measured(dispatched)));
        results.put(bare, List.of(measured(sent)));
        return new DispatchGoals(new Comparison("deliveries", List.of(Part.SERVER), results), dispatching, bare).text();
    }

    private static Measurement measured(long done) {
        Duration second = Duration.ofSeconds(1);
        return new Measurement(done, second, Map.of(Part.SERVER, second), new Latencies());
    }

    private record Named(String name) implements Contender {

        @Override
        public Measurement measure(Duration length) {
            throw new UnsupportedOperationException();
        }
    }
}
