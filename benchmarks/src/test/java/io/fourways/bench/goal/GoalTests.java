package io.fourways.bench.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.statistics.Spread;
import org.junit.jupiter.api.Test;

class GoalTests {

    @Test
    void isReachedByTheMedianOfTheRounds() {
        assertThat(Goal.atMost(1.15).isReachedBy(Spread.of(0.9, 1.15, 2))).isTrue();
        assertThat(Goal.atMost(1.15).isReachedBy(Spread.of(0.9, 1.16, 1.2))).isFalse();
        assertThat(Goal.atLeast(3).isReachedBy(Spread.of(1, 3, 4))).isTrue();
        assertThat(Goal.atLeast(3).isReachedBy(Spread.of(1, 2.99, 4))).isFalse();
    }

    @Test
    void isSaidBesideWhatCameOfIt() {
        assertThat(Goal.atMost(1.15).judge(Spread.of(1), "× ")).isEqualTo("goal: at most × 1.15, reached");
        assertThat(Goal.atLeast(3).judge(Spread.of(1), "× ")).isEqualTo("goal: at least × 3, not reached");
        assertThat(Goal.atMost(20).judge(Spread.of(21), "")).isEqualTo("goal: at most 20, not reached");
    }
}
