package io.fourways.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTests {

    @Test
    void takesTheOneInTheMiddleOfAnOddNumber() {
        assertThat(Spread.of(7, 1, 3)).isEqualTo(new Spread(3, 1, 7));
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Spread.of(8, 1, 3, 4)).isEqualTo(new Spread(3.5, 1, 8));
    }

    @Test
    void leavesWhatItWasGivenInItsOrder() {
        double[] rounds = {3, 1, 2};
        Spread.of(rounds);
        assertThat(rounds).containsExactly(3, 1, 2);
    }

    @Test
    void wantsARound() {
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isWrittenWithThreeDigits() {
        assertThat(Spread.of(0.123, 12.34, 4567.8)).hasToString("12.3 [0.12–4,568]");
        assertThat(Spread.of(9.999, 99.99, 1)).hasToString("10.0 [1.00–100]");
    }
}
