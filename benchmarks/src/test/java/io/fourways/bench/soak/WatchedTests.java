package io.fourways.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchedTests {

    @Test
    void isFlatWhenItGoesUpAndDown() {
        assertThat(Watched.RSS.isFlat(samples(i -> 400 + i % 3 * 50))).isTrue();
    }

    @Test
    void growsWhenTheLastThirdHasMoreThanTheSlack() {
        assertThat(Watched.RSS.isFlat(samples(i -> 400 + i))).isTrue();
        assertThat(Watched.RSS.isFlat(samples(i -> 400 + 4 * i))).isFalse();
        assertThat(Watched.THREADS.isFlat(samples(i -> 40 + i / 3.0))).isFalse();
        assertThat(Watched.RSS.cells(samples(i -> 400 + 4 * i))).endsWith("476", "grows");
    }

    private static List<Sample> samples(IntToDoubleFunction value) {
        return IntStream.range(0, 30)
                .mapToObj(i -> {
                    double figure = value.applyAsDouble(i);
                    return new Sample(i, figure, figure, figure, figure, figure, figure);
                })
                .toList();
    }
}
