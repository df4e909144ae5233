package io.fourways.service.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PendingTests {

    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void isAsOldAsTheFirstOfIt() {
        assertThat(new Pending(3, OffsetDateTime.parse("2026-03-01T11:59:58.500Z")).ageInSeconds(clock))
                .isEqualTo(1.5);
    }

    @Test
    void hasNoAgeWhenThereIsNothing() {
        assertThat(Pending.NOTHING.ageInSeconds(clock)).isZero();
    }

    @Test
    void hasNoAgeWhenItCameByAClockThatIsAhead() {
        assertThat(new Pending(1, OffsetDateTime.parse("2026-03-01T12:00:01Z")).ageInSeconds(clock))
                .isZero();
    }
}
