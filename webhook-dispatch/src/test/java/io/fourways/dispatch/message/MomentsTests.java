package io.fourways.dispatch.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MomentsTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000001999Z");

    private Instant now = START;
    private final Moments moments = new Moments(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void areAllDifferentAndRise() {
        assertThat(moments.next()).isEqualTo("2026-01-01T00:00:00.000001Z");
        assertThat(moments.next()).isEqualTo("2026-01-01T00:00:00.000002Z");
        assertThat(moments.next()).isEqualTo("2026-01-01T00:00:00.000003Z");
        now = START.plusNanos(500_000);
        assertThat(moments.next()).isEqualTo("2026-01-01T00:00:00.000501Z");
    }

    @Test
    void followAClockThatIsSetBack() {
        moments.next();
        now = START.minusSeconds(3600);
        assertThat(moments.next()).isEqualTo("2025-12-31T23:00:00.000001Z");
    }
}
