package io.fourways.bench.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.statistics.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTests {

    private final Rounds rounds = new Rounds(3, Duration.ofSeconds(10), Duration.ofSeconds(16));
    private final List<String> turns = new ArrayList<>();
    private final List<Contender> contenders = List.of(new Noted("a"), new Noted("b"), new Noted("c"));

    @Test
    void beginEachWithAnother() throws InterruptedException {
        rounds.run(contenders, progress -> {});

        assertThat(turns).containsExactly("a 10", "b 10", "c 10", "b 10", "c 10", "a 10", "c 10", "a 10", "b 10");
    }

    @Test
    void keepWhatEachDidInTheOrderTheyWereNamed() throws InterruptedException {
        Map<Contender, List<Measurement>> results = rounds.run(contenders, progress -> {});

        assertThat(results.keySet()).containsExactlyElementsOf(contenders);
        assertThat(results.values()).allSatisfy(measured -> assertThat(measured).hasSize(3));
    }

    @Test
    void letEverybodyGetWarmBefore() throws InterruptedException {
        rounds.warmUp(contenders, progress -> {});

        assertThat(turns).containsExactly("a warm 16", "b warm 16", "c warm 16");
    }

    private final class Noted implements Contender {

        private final String name;

        Noted(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Measurement measure(Duration length) {
            turns.add(name + " " + length.toSeconds());
            return new Measurement(1, length, Map.of(), new Latencies());
        }

        @Override
        public void warmUp(Duration length) {
            turns.add(name + " warm " + length.toSeconds());
        }
    }
}
