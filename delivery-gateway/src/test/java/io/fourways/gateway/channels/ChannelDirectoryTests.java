package io.fourways.gateway.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.fanout.Selection;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogRecord;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChannelDirectoryTests {

    private final WatchedClock clock = new WatchedClock();
    private final ChannelDirectory directory = new ChannelDirectory(clock, 100);
    private final EntryDecoder decoder =
            new EntryDecoder(new UnpooledByteBufAllocator(false, true), new Identities(100));
    private long offset;

    @Test
    void sumsTheTrafficOfAllSelected() {
        happen("a.b", 3);
        happen("a.c", 2);
        happen("d", 1);

        assertThat(traffic("a.*").events()).isEqualTo(5);
        assertThat(traffic("a.*", "d").events()).isEqualTo(6);
        assertThat(traffic("a.c").events()).isEqualTo(2);
        assertThat(traffic("never").events()).isZero();
        assertThat(traffic("**").perSecond()).isEqualTo(6 / 60.0);
    }

    @Test
    void sumsAWildcardOnNoThreadOfTheCaller() {
        happen("a.b", 3);
        clock.askedOn.clear();

        assertThat(traffic("a.*").events()).isEqualTo(3);
        assertThat(clock.askedOn).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void advisesToPollAboutAsOftenAsSomethingHappens() {
        happen("rare", 2);
        happen("busy", 600);

        assertThat(pollAfter("rare")).isEqualTo(Duration.ofSeconds(30));
        assertThat(pollAfter("busy")).isEqualTo(Duration.ofSeconds(1));
        assertThat(pollAfter("never")).isEqualTo(Duration.ofSeconds(60));
    }

    private void happen(String channel, int times) {
        for (int i = 0; i < times; i++) {
            directory.appended(
                    decoder.decode(new LogRecord(offset++, Events.on(channel))).entry());
        }
    }

    private Traffic traffic(String... channels) {
        return directory.traffic(selecting(channels)).block(Duration.ofSeconds(5));
    }

    private Duration pollAfter(String channel) {
        return directory.pollAfter(selecting(channel)).block(Duration.ofSeconds(5));
    }

    private static Selection selecting(String... channels) {
        return new Selection(Stream.of(channels).map(NamePattern::ofChannels).toList(), List.of());
    }

    /** Stands still, and knows who asked. */
    private static final class WatchedClock extends Clock {

        private final Set<Thread> askedOn = ConcurrentHashMap.newKeySet();

        @Override
        public Instant instant() {
            askedOn.add(Thread.currentThread());
            return Instant.ofEpochSecond(1_000_000);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
