package io.fourways.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Latencies;
import io.fourways.bench.statistics.Spread;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTests {

    private final Contender one = new Named("one");
    private final Contender other = new Named("other");
    private final Comparison comparison = new Comparison("events", List.of(Part.SERVER), results());

    @Test
    void comparesWhatWasMeasuredInTheSameRound() {
        assertThat(comparison.ratio(one, other, Measurement::perSecond)).isEqualTo(new Spread(1, 0.5, 2));
    }

    @Test
    void showsRatesCpuTimeAndLatencies() {
        assertThat(comparison.table().lines().skip(2))
                .satisfiesExactly(
                        line -> assertThat(line).matches("\\| one +\\| +100 \\[100–200] \\| +10,000 .*\\| +100 \\[.*"),
                        line -> assertThat(line).matches("\\| other +\\| +100 \\[100–200] \\| +– \\| +– \\| .*"));
    }

    private Map<Contender, List<Measurement>> results() {
        Map<Contender, List<Measurement>> results = new LinkedHashMap<>();
        Map<Part, Duration> cpu = Map.of(Part.SERVER, Duration.ofMillis(10));
        results.put(one, List.of(measured(100, cpu), measured(100, cpu), measured(200, cpu)));
        results.put(other, List.of(measured(100, Map.of()), measured(200, Map.of()), measured(100, Map.of())));
        return results;
    }

    private static Measurement measured(long done, Map<Part, Duration> cpu) {
        return new Measurement(done, Duration.ofSeconds(1), cpu, new Latencies());
    }

    private record Named(String name) implements Contender {

        @Override
        public Measurement measure(Duration length) {
            throw new UnsupportedOperationException();
        }
    }
}
