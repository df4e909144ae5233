package io.fourways.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.feed.Pace.Rate;
import org.junit.jupiter.api.Test;

class StepsTests {

    @Test
    void makeAsManyDeliveriesForMoreSubscribers() {
        assertThat(Steps.subscribers().values())
                .extracting(load -> load.subscribers() * ((Rate) load.pace()).perSecond())
                .containsOnly(20_000.0);
        assertThat(Steps.subscribers().keySet()).containsExactly(100, 1_000, 10_000);
    }

    @Test
    void giveEveryChannelOneSubscriber() {
        assertThat(Steps.channels()).allSatisfy((channels, load) -> {
            assertThat(load.channels()).isEqualTo(channels);
            assertThat(load.subscribers()).isEqualTo(channels);
        });
    }
}
