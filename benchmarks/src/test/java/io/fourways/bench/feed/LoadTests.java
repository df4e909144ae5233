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
    void isAtItsMostWhenTheNextEventIsPushedAsSoonAsItCanBe() {
        Load pushed = new Load(Way.SSE, 1_000, 1, new Pace.Rate(20));
        assertThat(pushed.atItsMost()).isEqualTo(new Load(Way.SSE, 1_000, 1, new Pace.InFlight(8)));

        Load polled = new Load(Way.LONG_POLL, 1_000, 1, new Pace.Rate(5));
        assertThat(polled.atItsMost()).isEqualTo(polled);
        Load apart = new Load(Way.WEBSOCKET, 1_000, 1_000, new Pace.Rate(1_000));
        assertThat(apart.atItsMost()).isEqualTo(apart);
    }

    @Test
    void hasNoMoreSubscribersAndChannelsThanItMay() {
        Load load = new Load(Way.WEBSOCKET, 1_000, 1_000, new Pace.Rate(20));

        assertThat(load.atMost(50)).isEqualTo(new Load(Way.WEBSOCKET, 50, 50, new Pace.Rate(20)));
        assertThat(load.atMost(5_000)).isEqualTo(load);
    }
}
