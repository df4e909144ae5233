package io.fourways.bench.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.peer.Way;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTests {

    @Test
    void tellsTheClientHowManyHowFastAndHowLong() {
        Load load = new Load(Way.SSE, 1_000, 10, new Pace.Rate(20));

        assertThat(load.arguments(Duration.ofSeconds(2), Duration.ofMillis(500)))
                .containsSubsequence(
                        "--n", "1000", "--channels", "10", "--warmup", "2.0", "--duration", "0.5", "--rate", "20.0");
    }

    @Test
    void tellsHowManyEventsAreOnTheirWayWhenThereIsNoRate() {
        assertThat(new Pace.InFlight(8).arguments()).containsExactly("--window", "8");
    }

    @Test
    void isAtItsMostWhenTheNextEventIsPublishedAsSoonAsItCanBe() {
        assertThat(new Load(Way.SSE, 1_000, 10, new Pace.Rate(20)).atItsMost())
                .isEqualTo(new Load(Way.SSE, 1_000, 10, Pace.SATURATED));
        assertThat(new Load(Way.WEBSOCKET, 1_000, 1, Pace.SATURATED).atItsMost().pace())
                .isEqualTo(Pace.SATURATED);
    }

    @Test
    void isAtItsMostWhenPollsAreAnsweredOneEventAfterTheOther() {
        assertThat(new Load(Way.LONG_POLL, 1_000, 1, new Pace.Rate(5))
                        .atItsMost()
                        .pace())
                .isEqualTo(new Pace.InFlight(1));
    }

    @Test
    void isAtItsMostWhenWhoAsksInVainAsksMoreOftenThanCanBeAnswered() {
        assertThat(new Load(Way.SHORT_POLL, 1_000, 1, new Pace.InVain(200))
                        .atItsMost()
                        .pace())
                .isEqualTo(new Pace.InVain(10));
    }

    @Test
    void hasNoMoreSubscribersAndChannelsThanItMay() {
        Load load = new Load(Way.WEBSOCKET, 1_000, 1_000, new Pace.Rate(20));

        assertThat(load.atMost(50)).isEqualTo(new Load(Way.WEBSOCKET, 50, 50, new Pace.Rate(20)));
        assertThat(load.atMost(5_000)).isEqualTo(load);
    }
}
