package io.fourways.dispatch.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "' 120 ', PT2M",
        "999999999999999999, PT999999999999999999S",
        "'Thu, 26 Nov 2026 12:01:30 GMT', PT1M30S",
        "'Thu, 26 Nov 2026 11:00:00 GMT', PT0S"
    })
    void readsSecondsAndDates(String header, Duration delay) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(delay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "2026-11-26T12:01:30Z", "99999999999999999999"})
    void readsNothingElse(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }

    @Test
    void isNotThere() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
