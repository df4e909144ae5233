package io.fourways.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossesTests {

    @Test
    void areNoneWhenAllThatWasAcceptedIsThereOnce() {
        assertThat(new Losses("log", 5, 0, 0, 5, 0).isNone()).isTrue();
    }

    @Test
    void areWhatWasAcceptedAndIsNotThere() {
        assertThat(new Losses("log", 5, 0, 0, 4, 0))
                .matches(losses -> !losses.isNone())
                .hasToString("log: 5 accepted, 4 found; 1 lost, 0 doubled, 0 refused, 0 unanswered");
    }

    @Test
    void areNotHiddenByWhatNobodyAccepted() {
        assertThat(new Losses("log", 5, 0, 0, 6, 0).isNone()).isFalse();
    }

    @Test
    void areWhatIsThereTwiceOrWasRefused() {
        assertThat(new Losses("log", 5, 0, 0, 5, 1).isNone()).isFalse();
        assertThat(new Losses("log", 5, 1, 0, 5, 0).isNone()).isFalse();
    }
}
