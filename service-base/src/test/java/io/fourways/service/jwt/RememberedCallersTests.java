package io.fourways.service.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.contract.Grants;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RememberedCallersTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> verified = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    private final RememberedCallers callers =
            new RememberedCallers(this::verify, new TestClock(), () -> passed.toNanos());

    private Mono<Caller> verify(@Nullable String token) {
        verified.add(String.valueOf(token));
        if (token == null || token.startsWith("forged")) {
            return Mono.error(Unauthenticated.invalid("The token's signature is wrong"));
        }
        Duration left = token.startsWith("short") ? Duration.ofSeconds(10) : Duration.ofHours(1);
        return Mono.just(new Caller(token, Grants.ALL, NOW.plus(left)));
    }

    @Test
    void verifiesATokenOnceForManyRequests() {
        for (int i = 0; i < 3; i++) {
            assertThat(caller("one").subject()).isEqualTo("one");
            assertThat(caller("other").subject()).isEqualTo("other");
        }

        assertThat(verified).containsExactly("one", "other");
    }

    @Test
    void verifiesItAgainAfterAWhile() {
        caller("one");
        passed = RememberedCallers.TIME.minusSeconds(1);
        caller("one");
        assertThat(verified).hasSize(1);

        passed = RememberedCallers.TIME;
        caller("one");

        assertThat(verified).hasSize(2);
    }

    @Test
    void remembersNobodyLongerThanTheirTokenIsValid() {
        caller("short");

        passed = Duration.ofSeconds(10);
        caller("short");

        assertThat(verified).hasSize(2);
    }

    @Test
    void remembersNobodyWhoIsRefused() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> caller("forged")).isInstanceOf(Unauthenticated.class);
            assertThatThrownBy(() -> caller(null)).isInstanceOf(Unauthenticated.class);
        }

        assertThat(verified).hasSize(4);
    }

    @Test
    void standsByWhatItHasSaidForAsLongAsItRemembers() {
        assertThat(callers.holds("one")).as("before it was asked").isZero();
        caller("one");
        assertThat(callers.holds("one")).isEqualTo(RememberedCallers.TIME);

        passed = Duration.ofSeconds(10);
        assertThat(callers.holds("one")).isEqualTo(RememberedCallers.TIME.minusSeconds(10));

        passed = RememberedCallers.TIME;
        assertThat(callers.holds("one")).isZero();
        assertThat(callers.holds(null)).isZero();
    }

    private Caller caller(@Nullable String token) {
        Caller caller = callers.authenticate(token).block(PATIENCE);
        assertThat(caller).isNotNull();
        return caller;
    }

    /** Goes on as the test says. */
    private final class TestClock extends Clock {

        @Override
        public Instant instant() {
            return NOW.plus(passed);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
