package io.fourways.dispatch.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class CircuitBreakerTests {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration QUIET = Duration.ofDays(2);

    private final IsolationProperties properties =
            Binder.get(new MockEnvironment()).bindOrCreate("fourways.dispatch.isolation", IsolationProperties.class);
    private final CircuitBreaker breaker = new CircuitBreaker(properties, QUIET, new Random(1));

    private static Observed attempt(boolean succeeded, boolean turn, Instant at) {
        return new Observed(true, succeeded, turn, false, at, null, null, null);
    }

    private Health fail(Health health, int times, Instant at) {
        Health after = health;
        for (int i = 0; i < times; i++) {
            after = breaker.after(after, attempt(false, false, at));
        }
        return after;
    }

    @Test
    void opensAfterTenFailuresInARow() {
        Health nine = fail(Health.GOOD, 9, START);
        assertThat(nine.openUntil()).isNull();
        assertThat(nine.failingSince()).isEqualTo(START);
        Health ten = fail(nine, 1, START.plusSeconds(1));
        assertThat(ten.openUntil()).isBetween(START.plusSeconds(11), START.plusMillis(13_500));
        assertThat(ten.failingSince()).isEqualTo(START);
    }

    @Test
    void aSuccessInBetweenBeginsAnew() {
        Health nine = fail(Health.GOOD, 9, START);
        Health good = breaker.after(nine, attempt(true, false, START));
        assertThat(good).isEqualTo(Health.GOOD);
        assertThat(fail(good, 9, START).openUntil()).isNull();
    }

    @Test
    void whatComesBackLateKeepsItOpenNoLonger() {
        Health open = fail(Health.GOOD, 10, START);
        assertThat(fail(open, 5, START.plusSeconds(9)).openUntil()).isEqualTo(open.openUntil());
    }

    @Test
    void staysOpenLongerEachTimeAProbeFailsUpToALimit() {
        Health health = fail(Health.GOOD, 10, START);
        Duration before = Duration.ZERO;
        for (int probe = 0; probe < 5; probe++) {
            health = breaker.after(health, attempt(false, true, START));
            Duration open = Duration.between(START, health.openUntil());
            assertThat(open).isGreaterThan(before);
            before = open;
        }
        for (int probe = 0; probe < 100; probe++) {
            health = breaker.after(health, attempt(false, true, START));
            assertThat(Duration.between(START, health.openUntil()))
                    .isBetween(
                            properties.longestOpen(),
                            properties.longestOpen().multipliedBy(5).dividedBy(4));
        }
    }

    @Test
    void closesAfterOneSuccessAndRampsFromThere() {
        Health open = fail(Health.GOOD, 10, START);
        Health closed = breaker.after(open, attempt(true, true, START.plusSeconds(60)));
        assertThat(closed).isEqualTo(new Health(null, null, 0, null, 1, START.plusSeconds(60), null));
        Health still = breaker.after(closed, attempt(true, false, START.plusSeconds(61)));
        assertThat(still.rampFrom()).isEqualTo(START.plusSeconds(60));
        assertThat(fail(still, 1, START.plusSeconds(62)).rampFrom()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void anEndpointThatWasQuietForLongFailsFromThenOn() {
        Health first = fail(Health.GOOD, 1, START);
        Health second = fail(first, 1, START.plus(QUIET));
        assertThat(second.failingSince()).isEqualTo(START);
        assertThat(second.failedAt()).isEqualTo(START.plus(QUIET));
        Instant later = START.plus(QUIET).plus(QUIET);
        assertThat(fail(second, 1, later).failingSince()).isEqualTo(START);
        assertThat(fail(second, 1, later.plusMillis(1)).failingSince()).isEqualTo(later.plusMillis(1));
    }

    @Test
    void opensForLongerWhenItHasNotBeenClosedForAWholeRamp() {
        Instant closedAt = START.plusSeconds(60);
        Health closed = breaker.after(fail(Health.GOOD, 10, START), attempt(true, true, closedAt));
        Health between = breaker.after(fail(closed, 9, closedAt), attempt(true, false, closedAt));

        Instant within = closedAt.plusSeconds(59);
        Health again = fail(between, 10, within);
        assertThat(again.openUntil()).isBetween(within.plusSeconds(20), within.plusSeconds(25));
        assertThat(again.rampFrom()).isNull();

        Instant later = closedAt.plusSeconds(60);
        assertThat(fail(between, 10, later).openUntil()).isBetween(later.plusSeconds(10), later.plusMillis(12_500));
    }

    @Test
    void leavesAnEndpointAloneForAsLongAsItAsks() {
        Observed asking = new Observed(true, false, true, false, START, null, null, Duration.ofHours(1));
        assertThat(breaker.after(Health.GOOD, asking).openUntil()).isEqualTo(START.plusSeconds(3600));
    }

    @Test
    void anOrderedEndpointIsTriedAgainByItsScheduleAlone() {
        Health health = Health.GOOD;
        for (int i = 0; i < 30; i++) {
            health = breaker.after(
                    health, new Observed(true, false, true, true, START, START.plusSeconds(i), null, null));
            assertThat(health.openUntil()).isEqualTo(START.plusSeconds(i));
        }
        Health parked = breaker.after(health, new Observed(true, false, true, true, START, null, "msg_1", null));
        assertThat(parked.openUntil()).isNull();
        assertThat(parked.parkedBy()).isEqualTo("msg_1");
        assertThat(breaker.after(parked, new Observed(true, true, true, true, START, null, null, null)))
                .isEqualTo(Health.GOOD);
    }

    @Test
    void anOrderedEndpointWaitsJustSoForWhatCouldNotBeSent() {
        Observed unsent = new Observed(false, false, true, true, START, START.plusSeconds(5), null, null);
        assertThat(breaker.after(Health.GOOD, unsent).openUntil()).isEqualTo(START.plusSeconds(5));
        Health parked = breaker.after(Health.GOOD, new Observed(false, false, true, true, START, null, "msg_1", null));
        assertThat(parked.parkedBy()).isEqualTo("msg_1");
        assertThat(parked.failures()).isZero();
    }

    @Test
    void aTurnInWhichNothingWasSentIsTheNextOnes() {
        Health open = fail(Health.GOOD, 10, START);
        Health after =
                breaker.after(open, new Observed(false, false, true, false, START.plusSeconds(20), null, null, null));
        assertThat(after.openUntil()).isEqualTo(START.plusSeconds(20));
        assertThat(after.opened()).isOne();
    }
}
