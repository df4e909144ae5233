package io.fourways.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTests {

    @Test
    void goesByRoundStepsFromNothingToAboveTheGreatest() {
        assertThat(Axis.linear(0, 100, 13.7).marks()).containsExactly(0.0, 5.0, 10.0, 15.0);
        assertThat(Axis.linear(0, 100, 80).marks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0);
    }

    @Test
    void hasAsFarFromTenToAHundredAsFromThereToAThousand() {
        Axis axis = Axis.logarithmic(0, 100, DoubleStream.of(1_000, 10, 100, 10));

        assertThat(axis.marks()).containsExactly(10.0, 100.0, 1_000.0);
        assertThat(axis.place(10)).isEqualTo(0);
        assertThat(axis.place(100)).isCloseTo(50, within(1e-9));
        assertThat(axis.place(1_000)).isEqualTo(100);
    }

    @Test
    void putsWhatIsAloneInTheMiddle() {
        assertThat(Axis.logarithmic(0, 100, DoubleStream.of(7)).place(7)).isEqualTo(50);
    }
}
