package io.fourways.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Grants;
import io.fourways.service.access.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerTimeTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isWhatIsLeftOfTheToken() {
        assertThat(CallerTime.left(until(NOW.plusSeconds(5)), NOW)).contains(Duration.ofSeconds(5));
    }

    @Test
    void isNeverNegative() {
        assertThat(CallerTime.left(until(NOW), NOW)).contains(Duration.ZERO);
        assertThat(CallerTime.left(until(Instant.MIN), NOW)).contains(Duration.ZERO);
    }

    @Test
    void isAlwaysADelayThatTimersCanCount() {
        Duration left = CallerTime.left(until(Instant.MAX), NOW).orElseThrow();
        assertThat(left.toNanos()).isPositive();
    }

    @Test
    void isNoneWhereTheTokenDoesNotEnd() {
        assertThat(CallerTime.left(Caller.ANYONE, NOW)).isEmpty();
    }

    private static Caller until(@Nullable Instant expires) {
        return new Caller("a", Grants.NONE, expires);
    }
}
