package io.fourways.ingest.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllowanceTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Allowance allowance = new Allowance(3600, NOON);

    @Test
    void maySpendAllAtOnceAndNoMore() {
        assertThat(allowance.spend(3000, NOON)).isTrue();
        assertThat(allowance.spend(601, NOON)).isFalse();
        assertThat(allowance.spend(600, NOON)).isTrue();
        assertThat(allowance.spend(1, NOON)).isFalse();
    }

    @Test
    void isGivenAgainOverTheHour() {
        allowance.spend(3600, NOON);
        assertThat(allowance.spend(11, NOON.plusSeconds(10))).isFalse();
        assertThat(allowance.spend(10, NOON.plusSeconds(10))).isTrue();
        assertThat(allowance.spend(3601, NOON.plusSeconds(100_000))).isFalse();
        assertThat(allowance.spend(3600, NOON.plusSeconds(100_000))).isTrue();
    }

    @Test
    void isWholeAgainAfterAnHour() {
        assertThat(allowance.isWhole(NOON)).isTrue();
        allowance.spend(3600, NOON);
        assertThat(allowance.isWhole(NOON.plusSeconds(3599))).isFalse();
        assertThat(allowance.isWhole(NOON.plusSeconds(3600))).isTrue();
    }

    @Test
    void isNotGivenTwiceWhenTheClockGoesBack() {
        allowance.spend(3600, NOON);
        assertThat(allowance.spend(1, NOON.minusSeconds(100))).isFalse();
        assertThat(allowance.spend(1, NOON)).isFalse();
    }
}
