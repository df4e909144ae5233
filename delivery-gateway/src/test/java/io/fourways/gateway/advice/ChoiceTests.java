package io.fourways.gateway.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.way.Way;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTests {

    private static final Assumptions GIVEN = Assumptions.of(60, 15);

    @ParameterizedTest
    @CsvSource({
        "0, SHORT_POLL, every 60 s",
        "0.008, SHORT_POLL, every 60 s",
        "0.01, LONG_POLL, every 100 s",
        "0.049, LONG_POLL, every 20 s",
        "0.05, SSE, 0.05 events a second",
        "19.9, SSE, 19.90 events a second",
        "20, WEBSOCKET, 20 events a second",
        "5000, WEBSOCKET, 5000 events a second"
    })
    void fitsHowOftenSomethingHappensAndSaysSo(double perSecond, Way way, String reason) {
        Choice choice = Choice.of(perSecond, GIVEN);
        assertThat(choice.way()).isEqualTo(way);
        assertThat(choice.because()).contains(reason);
    }

    @Test
    void holdsMoreTheMoreHappens() {
        List<Way> ways = DoubleStream.iterate(0.0001, rate -> rate < 10_000, rate -> rate * 1.5)
                .mapToObj(rate -> Choice.of(rate, GIVEN).way())
                .distinct()
                .toList();
        assertThat(ways).containsExactly(Way.SHORT_POLL, Way.LONG_POLL, Way.SSE, Way.WEBSOCKET);
    }
}
