package io.fourways.gateway.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourways.gateway.channels.Traffic;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formulas beside what happens when the same client reads the same channel, played through. */
class CostModelTests {

    private static final Assumptions GIVEN = Assumptions.of(5, 15);
    private static final int EVENTS = 200_000;
    private static final int EVENT_BYTES = 300;
    private static final Percentage CLOSE = Percentage.withPercentage(3);

    @ParameterizedTest
    @ValueSource(doubles = {0.005, 0.1, 1, 20})
    void knowsWhatShortPollingCosts(double perSecond) {
        Played played = Played.shortPoll(perSecond);
        WayCost cost = costs(perSecond).get("short-poll");
        played.isLike(cost);
        assertThat(cost.heldConnections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.005, 0.1, 1, 20, 100})
    void knowsWhatLongPollingCosts(double perSecond) {
        Played played = Played.longPoll(perSecond);
        WayCost cost = costs(perSecond).get("long-poll");
        played.isLike(cost);
        assertThat(cost.heldConnections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sse", "websocket"})
    void knowsThatAStreamCostsItsFramesAndItsHeartbeats(String way) {
        int frame = way.equals("sse") ? GIVEN.sseFrameBytes() : GIVEN.webSocketFrameBytes();
        WayCost busy = costs(100).get(way);
        assertThat(busy).isEqualTo(new WayCost(0.0, (double) EVENT_BYTES + frame, null, 0, 1));

        WayCost quiet = costs(1 / 1500.0).get(way);
        assertThat(quiet.bytesPerEvent())
                .as("an event in 100 heartbeats")
                .isCloseTo(EVENT_BYTES + frame + 100.0 * GIVEN.heartbeatBytes(), CLOSE);
    }

    @Test
    void saysNothingPerEventWhereThereAreNone() {
        costs(0).forEach((way, cost) -> {
            assertThat(cost.requestsPerEvent()).as(way).isNull();
            assertThat(cost.bytesPerEvent()).as(way).isNull();
        });
        assertThat(costs(0).get("short-poll").emptyShare()).isEqualTo(1);
        assertThat(costs(0).get("long-poll").emptyShare()).isEqualTo(1);
        assertThat(costs(0).get("sse").emptyShare()).isNull();
    }

    @Test
    void comparesTheFourWays() {
        assertThat(costs(1)).containsOnlyKeys("short-poll", "long-poll", "sse", "websocket");
    }

    private static Map<String, WayCost> costs(double perSecond) {
        return new CostModel(new Traffic(10, 10 * EVENT_BYTES, perSecond, 1), GIVEN).costs();
    }

    /** What came of so many events at random times. */
    private record Played(double requests, double empty, double staleness) {

        static Played shortPoll(double perSecond) {
            Random random = new Random(1);
            double interval = GIVEN.pollIntervalSeconds();
            double asked = 0;
            double event = waiting(random, perSecond);
            long requests = 0;
            long empty = 0;
            double stale = 0;
            for (int events = 0; events < EVENTS; ) {
                asked += interval;
                requests++;
                int had = events;
                for (; event <= asked; event += waiting(random, perSecond)) {
                    stale += asked - event;
                    events++;
                }
                empty += had == events ? 1 : 0;
            }
            return new Played((double) requests / EVENTS, (double) empty / requests, stale / EVENTS);
        }

        static Played longPoll(double perSecond) {
            Random random = new Random(1);
            double asked = 0;
            double event = waiting(random, perSecond);
            long requests = 0;
            long empty = 0;
            double stale = 0;
            int events = 0;
            while (events < EVENTS) {
                requests++;
                double answered = Math.max(asked, Math.min(event, asked + GIVEN.longPollWaitSeconds()));
                int had = events;
                for (; event <= answered; event += waiting(random, perSecond)) {
                    stale += answered - event;
                    events++;
                }
                empty += had == events ? 1 : 0;
                asked = answered + GIVEN.roundTripSeconds();
            }
            return new Played((double) requests / events, (double) empty / requests, stale / events);
        }

        /** The time until the next of events that come independently of each other. */
        private static double waiting(Random random, double perSecond) {
            return -Math.log(1 - random.nextDouble()) / perSecond;
        }

        void isLike(WayCost cost) {
            assertThat(cost.requestsPerEvent()).isCloseTo(requests, CLOSE);
            assertThat(cost.emptyShare()).isCloseTo(empty, within(0.01));
            assertThat(cost.stalenessSeconds()).isCloseTo(staleness, within(0.001 + 0.03 * staleness));
            assertThat(cost.bytesPerEvent()).isCloseTo(EVENT_BYTES + requests * GIVEN.pollHeadBytes(), CLOSE);
        }
    }
}
