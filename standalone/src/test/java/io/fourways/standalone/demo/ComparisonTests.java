package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTests {

    private static final List<String> LOG = List.of("a", "b", "c");

    @Test
    void findsNoFaultInTheSameEventsInTheSameOrder() {
        assertThat(Comparison.between(LOG, LOG).isSame()).isTrue();
    }

    @Test
    void ignoresWhatCameAfterTheLogsLast() {
        assertThat(Comparison.between(LOG, List.of("a", "b", "c", "d")).isSame())
                .isTrue();
    }

    @Test
    void namesWhatNeverCame() {
        Comparison comparison = Comparison.between(LOG, List.of("a", "c"));
        assertThat(comparison.isSame()).isFalse();
        assertThat(comparison.missed()).containsExactly("b");
        assertThat(comparison.disordered()).isFalse();
    }

    @Test
    void namesWhatCameTwice() {
        Comparison comparison = Comparison.between(LOG, List.of("a", "b", "b", "c"));
        assertThat(comparison.isSame()).isFalse();
        assertThat(comparison.doubled()).containsExactly("b");
        assertThat(comparison.missed()).isEmpty();
    }

    @Test
    void countsARepetitionAfterTheLogsLastToo() {
        assertThat(Comparison.between(LOG, List.of("a", "b", "c", "d", "d")).isSame())
                .isFalse();
    }

    @Test
    void seesAnotherOrder() {
        Comparison comparison = Comparison.between(LOG, List.of("a", "c", "b"));
        assertThat(comparison.isSame()).isFalse();
        assertThat(comparison).hasToString("0 missed, 0 doubled, out of order");
    }
}
