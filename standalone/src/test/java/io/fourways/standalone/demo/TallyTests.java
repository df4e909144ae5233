package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TallyTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void tellsHowOldEventsWereWhenTheyCame() {
        Tally tally = new Tally();
        for (int age = 1; age <= 100; age++) {
            tally.event(event(Integer.toString(age), NOON), NOON.plusMillis(age));
        }
        Figures figures = tally.figures(20_000);
        assertThat(figures.p50Micros()).isCloseTo(50_000, Percentage.withPercentage(0.2));
        assertThat(figures.p99Micros()).isCloseTo(99_000, Percentage.withPercentage(0.2));
        assertThat(figures.cells()).startsWith("100", "0", "0", "200");
    }

    @Test
    void takesAnEventFromTheFutureAsFresh() {
        Tally tally = new Tally();
        tally.event(event("1", NOON.plusSeconds(1)), NOON);
        assertThat(tally.figures(0).p99Micros()).isZero();
    }

    @Test
    void claimsNothingAboutEventsThatDidNotCome() {
        Tally tally = new Tally();
        tally.request();
        tally.emptyAnswer();
        assertThat(tally.figures(500).cells()).containsExactly("0", "1", "1", "-", "-", "-");
    }

    @Test
    void keepsRepetitions() {
        Tally tally = new Tally();
        tally.event(event("1", NOON), NOON);
        tally.event(event("1", NOON), NOON);
        assertThat(tally.identities()).containsExactly("/source 1", "/source 1");
    }

    private static Received event(String id, Instant time) {
        return new Received("/source", id, "cursor-" + id, time);
    }
}
