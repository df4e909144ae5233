package io.fourways.gateway.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.position.Selection;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
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

    private static final long NOW = 1_000_000_000;

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

    @Test
    void countsByArrivalWhateverTimeAPublisherSays() {
        for (String time : List.of("1970-01-01T00:00:00Z", "1970-01-12T13:46:40Z", "2999-01-01T00:00:00Z", "soon")) {
            String event = new String(Events.on("a"), StandardCharsets.UTF_8).replace("2026-01-02T03:04:05Z", time);
            append(LogRecord.writtenNow(offset++, event.getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(traffic("a").perSecond()).isEqualTo(4 / 60.0);
        assertThat(traffic("a").lastMillis()).isEqualTo(NOW);
    }

    @Test
    void countsWhatTheLogHeldAlreadyByWhenItWasWritten() {
        append(new LogRecord(offset++, Events.on("old"), NOW - 600_000));
        append(new LogRecord(offset++, Events.on("old"), NOW + 600_000));
        append(new LogRecord(offset++, Events.on("older"), NOW - 600_000));

        assertThat(traffic("old").lastMillis()).isEqualTo(NOW);
        assertThat(traffic("older").lastMillis()).isEqualTo(NOW - 600_000);
        assertThat(traffic("older").perSecond()).isLessThan(0.001);
    }

    private void happen(String channel, int times) {
        for (int i = 0; i < times; i++) {
            append(LogRecord.writtenNow(offset++, Events.on(channel)));
        }
    }

    private void append(LogRecord record) {
        directory.appended(decoder.decode(record).entry());
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
            return Instant.ofEpochMilli(NOW);
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
