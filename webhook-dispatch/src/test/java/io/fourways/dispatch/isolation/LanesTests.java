package io.fourways.dispatch.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Lanes lanes = new Lanes(
            new IsolationProperties(10, 80, 10, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(1)));

    private Lane due(String id) {
        Lane lane = lanes.of(id);
        lane.raise(NOW);
        lanes.look(lane, NOW);
        return lane;
    }

    private Lane due(String id, String app) {
        Lane lane = due(id);
        lane.learn(
                new EndpointSettings("1", app, null, null, "http://localhost/", null, null, null, 1000, null),
                lanes.apps());
        return lane;
    }

    private void take(Ask ask, int claimed) {
        ask.lane().took(ask, claimed, ask.slots(), NOW);
        lanes.inFlight(ask.lane(), claimed);
        lanes.look(ask.lane(), NOW);
    }

    /** All that they get they keep. */
    private void hang(String... ids) {
        for (String id : ids) {
            lanes.of(id).raise(NOW);
            lanes.look(lanes.of(id), NOW);
        }
        for (List<Ask> asks = lanes.next(NOW, 500); !asks.isEmpty(); asks = lanes.next(NOW, 500)) {
            asks.forEach(ask -> take(ask, ask.slots()));
        }
    }

    private int taken(String id) {
        return lanes.of(id).taken;
    }

    private static EndpointSettings settings(Integer rate, Integer appRate, Integer concurrency) {
        return new EndpointSettings(
                "1", "app", null, null, "http://localhost/", null, rate, appRate, concurrency, null);
    }

    @Test
    void asksForAsManyAsTheEndpointMayHave() {
        due("a").learn(settings(null, null, 3), lanes.apps());
        due("b");
        List<Ask> asks = lanes.next(NOW, 500);
        assertThat(asks)
                .extracting(ask -> ask.lane().endpointId() + ask.slots())
                .containsExactly("a3", "b10");
    }

    @Test
    void sharesAClaimAmongAllWhoWait() {
        for (int i = 0; i < 8; i++) {
            due("" + i);
        }
        assertThat(lanes.next(NOW, 16)).hasSize(8).allMatch(ask -> ask.slots() == 2);
    }

    @Test
    void takesTurnsWhenThereAreMoreThanAClaimIsFor() {
        for (int i = 0; i < 6; i++) {
            due("" + i);
        }
        List<Ask> first = lanes.next(NOW, 4);
        first.forEach(ask -> take(ask, 1));
        assertThat(lanes.next(NOW, 4))
                .extracting(ask -> ask.lane().endpointId())
                .startsWith("4", "5");
    }

    @Test
    void anAppHasAtMostAsManyAsAreFree() {
        due("a1", "a");
        due("a2", "a");
        due("a3", "a");
        hang("a1", "a2", "a3");
        assertThat(taken("a1") + taken("a2") + taken("a3")).isBetween(20, 40);
        due("b1", "b");
        hang("b1");
        assertThat(taken("b1")).isGreaterThanOrEqualTo(10);
    }

    @Test
    void endpointsOfAnAppShareWhatItMayHave() {
        due("a1", "a");
        hang("a1");
        assertThat(taken("a1")).isEqualTo(20);
        due("a2", "a");
        hang("a2");
        assertThat(taken("a2")).isEqualTo(10);
    }

    @Test
    void newEndpointsShareAsOneAppUntilSomethingOfThemIsOver() {
        for (int i = 0; i < 40; i++) {
            due("n" + i);
            hang("n" + i);
            lanes.of("n" + i).learn(settings(null, null, null), lanes.apps());
        }
        due("b1", "b");
        hang("b1");
        assertThat(taken("b1")).isGreaterThanOrEqualTo(10);
        assertThat(lanes.of("n0").account).isEmpty();
        lanes.inFlight(lanes.of("n0"), -1);
        assertThat(lanes.of("n0").account).isEqualTo("app");
    }

    @Test
    void whoHasMoreThanAreFreeGetsNoMoreUntilItHasLess() {
        due("a1", "a");
        hang("a1");
        due("b1", "b");
        hang("b1");
        int before = taken("a1");
        lanes.of("a1").answered();
        lanes.inFlight(lanes.of("a1"), -1);
        hang("a1");
        assertThat(taken("a1")).isLessThan(before);
    }

    @Test
    void endpointsThatHangKeepNobodyFromHavingOne() {
        for (int i = 0; i < 40; i++) {
            due("e" + i, "app" + i);
            hang("e" + i);
        }
        assertThat(lanes.inFlight()).isGreaterThanOrEqualTo(80);
        due("b1", "b");
        hang("b1");
        assertThat(taken("b1")).isOne();
    }

    /** However many endpoints there are, or apps. */
    @Test
    void thereAreNeverMoreThanTwiceAsManyUnderWay() {
        for (int i = 0; i < 300; i++) {
            due("e" + i, "app" + i % 50);
            hang("e" + i);
        }
        assertThat(lanes.inFlight()).isBetween(120, 160);
    }

    @Test
    void whoHasSomethingThatIsNotRecordedGetsNothingBeyondWhatThereIs() {
        for (int i = 0; i < 20; i++) {
            due("a" + i, "a");
            hang("a" + i);
        }
        Lane lane = lanes.of("a19");
        assertThat(lane.taken).isOne();
        lane.answered();
        hang("a19");
        assertThat(lane.taken).isOne();
        lanes.inFlight(lane, -1);
        assertThat(lane.taken).isZero();
        hang("a19");
        assertThat(lane.taken).isOne();
    }

    @Test
    void remembersOneTimeForEach() {
        Lane lane = lanes.of("a");
        for (int i = 0; i < 10; i++) {
            lane.expect(NOW.plusSeconds(60), true);
            lanes.look(lane, NOW);
            lane.expect(NOW, false);
            lanes.look(lane, NOW.minusSeconds(1));
            lanes.wake(NOW);
            lanes.next(NOW, 500).forEach(ask -> take(ask, 0));
        }
        assertThat(lanes.sleeping()).isOne();
        assertThat(lanes.nextWake()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void asksForTheBacklogOnlyWhenNothingLiveIsDue() {
        Lane lane = due("a");
        Ask live = lanes.next(NOW, 500).get(0);
        assertThat(live.backlog()).isFalse();
        take(live, 4);
        Ask backlog = lanes.next(NOW, 500).get(0);
        assertThat(backlog.backlog()).isTrue();
        take(backlog, 0);
        assertThat(lanes.next(NOW, 500)).isEmpty();
        lane.expect(NOW, false);
        lanes.look(lane, NOW);
        assertThat(lanes.next(NOW, 500).get(0).backlog()).isFalse();
    }

    @Test
    void whatIsRaisedWhileAClaimIsOnItsWayIsAskedForAgain() {
        Lane lane = due("a");
        Ask ask = lanes.next(NOW, 500).get(0);
        lane.raise(NOW);
        take(ask, 0);
        assertThat(lanes.next(NOW, 500)).hasSize(1);
    }

    @Test
    void leavesABlockedEndpointAloneUntilItsTime() {
        Lane lane = lanes.of("a");
        lane.raise(NOW);
        lane.block(NOW.plusSeconds(10));
        lanes.look(lane, NOW);
        assertThat(lanes.next(NOW, 500)).isEmpty();
        assertThat(lanes.nextWake()).isEqualTo(NOW.plusSeconds(10));
        lanes.wake(NOW.plusSeconds(10));
        assertThat(lanes.next(NOW.plusSeconds(10), 500)).hasSize(1);
    }

    @Test
    void keepsToTheRateOfAnEndpoint() {
        Lane lane = due("a");
        lane.learn(settings(5, null, null), lanes.apps());
        Ask ask = lanes.next(NOW, 500).get(0);
        assertThat(ask.slots()).isOne();
        take(ask, 1);
        assertThat(lanes.nextWake()).isEqualTo(NOW.plusMillis(200));
    }

    @Test
    void whatWasAskedForInVainCountsNothingAgainstTheRate() {
        Lane lane = due("a");
        lane.learn(settings(100, null, null), lanes.apps());
        Ask ask = lanes.next(NOW, 500).get(0);
        assertThat(ask.slots()).isEqualTo(10);
        take(ask, 0);
        lane.raise(NOW);
        lanes.look(lane, NOW);
        assertThat(lanes.next(NOW, 500).get(0).slots()).isEqualTo(10);
    }

    @Test
    void endpointsShareTheRateOfTheirApp() {
        due("a").learn(settings(null, 70, null), lanes.apps());
        due("b").learn(settings(null, 70, null), lanes.apps());
        assertThat(lanes.next(NOW, 500)).singleElement().satisfies(ask -> assertThat(ask.slots())
                .isEqualTo(7));
    }

    @Test
    void sparesAnEndpointWhoseCircuitBreakerHasJustClosed() {
        Lane lane = due("a");
        lane.rampFrom(NOW);
        Ask first = lanes.next(NOW, 500).get(0);
        assertThat(first.slots()).isOne();
        assertThat(first.ramping()).isTrue();
        take(first, 1);
        assertThat(lanes.next(NOW, 500)).isEmpty();
        lane.answered();
        Instant later = NOW.plusSeconds(1);
        lanes.look(lane, later);
        assertThat(lanes.next(later, 500).get(0).slots()).isOne();
        Instant over = NOW.plusSeconds(61);
        lanes.look(lane, over);
    }

    @Test
    void holdsAnEndpointBackWhoseFailuresAreNotRecordedYet() {
        Lane lane = due("a");
        take(lanes.next(NOW, 500).get(0), 10);
        lane.raise(NOW);
        for (int i = 0; i < 10; i++) {
            lane.attempted(true);
        }
        lanes.look(lane, NOW);
        assertThat(lanes.next(NOW, 500)).isEmpty();
        for (int i = 0; i < 10; i++) {
            lane.recordedFailure();
        }
        lanes.look(lane, NOW);
        assertThat(lanes.next(NOW, 500)).hasSize(1);
    }

    @Test
    void holdsNothingBackForFailuresThatAreNotInARow() {
        Lane lane = due("a");
        take(lanes.next(NOW, 500).get(0), 10);
        lane.raise(NOW);
        for (int i = 0; i < 10; i++) {
            lane.attempted(i != 5);
        }
        lanes.look(lane, NOW);
        assertThat(lanes.next(NOW, 500)).hasSize(1);
    }

    @Test
    void holdsEverythingBackOfAnEndpointThatIsGoneUntilThatIsRecordedWhateverIsFoundMeanwhile() {
        Lane lane = due("a");
        take(lanes.next(NOW, 500).get(0), 1);
        lane.gone();
        lane.attempted(true);
        lane.block(Instant.MIN);
        lane.raise(NOW);
        lanes.look(lane, NOW);
        assertThat(lanes.next(NOW, 500)).isEmpty();
        lane.recordedFailure();
        lanes.look(lane, NOW);
        assertThat(lanes.next(NOW, 500)).hasSize(1);
    }

    @Test
    void forgetsOnlyWhatNothingIsUnderWayOf() {
        Lane busy = due("a");
        take(lanes.next(NOW, 500).get(0), 1);
        Lane idle = due("b");
        take(lanes.next(NOW, 500).get(0), 0);
        lanes.next(NOW, 500).forEach(ask -> take(ask, 0));
        lanes.next(NOW, 500).forEach(ask -> take(ask, 0));
        lanes.forget(NOW.plusSeconds(120));
        assertThat(lanes.of("a")).isSameAs(busy);
        assertThat(lanes.of("b")).isNotSameAs(idle);
    }

    @Test
    void forgetsTheRatesOfAppsOfWhichNoEndpointIsLeft() {
        due("a").learn(settings(null, 5, null), lanes.apps());
        lanes.next(NOW, 500).forEach(ask -> take(ask, 0));
        lanes.next(NOW, 500).forEach(ask -> take(ask, 0));
        assertThat(lanes.apps().size()).isOne();
        lanes.forget(NOW.plusSeconds(120));
        assertThat(lanes.apps().size()).isZero();
    }
}
