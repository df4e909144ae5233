package io.fourways.gateway.fanout;

import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.Placemark;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InterestTests {

    private static final int PATIENCE = 10;
    private static final int BYTES = 10_000;

    private final EntryDecoder decoder =
            new EntryDecoder(new UnpooledByteBufAllocator(false, true), new Identities(100));
    private final AtomicLong offset = new AtomicLong();
    private final Interest interest = new Interest(PATIENCE, BYTES);

    private boolean wakesFor(String channel) {
        return wakesFor(Events.on(channel));
    }

    private boolean wakesFor(byte[] record) {
        LogEntry entry = decoder.decode(LogRecord.writtenNow(offset.getAndIncrement(), record))
                .entry();
        boolean wakes = interest.wakesFor(entry);
        entry.release();
        return wakes;
    }

    @Test
    void wakesForChannelsThatAreNamed() {
        interest.add(selecting("chat.a", "chat.b"));

        assertThat(wakesFor("chat.a")).isTrue();
        assertThat(wakesFor("chat.b")).isTrue();
        assertThat(wakesFor("chat.c")).isFalse();
    }

    @Test
    void wakesForEverythingWhereThereIsAPattern() {
        interest.add(selecting("chat.*"));
        assertThat(wakesFor("other")).isTrue();

        interest.remove(selecting("chat.*"));
        assertThat(wakesFor("chat.a")).isFalse();
    }

    @Test
    void wakesUntilTheLastOneHasGone() {
        interest.add(selecting("chat.a"));
        interest.add(selecting("chat.a"));
        interest.remove(selecting("chat.a"));
        assertThat(wakesFor("chat.a")).isTrue();

        interest.remove(selecting("chat.a"));
        assertThat(wakesFor("chat.a")).isFalse();
    }

    @Test
    void doesNotWakeForWhatIsNoEvent() {
        interest.add(selecting("**"));

        assertThat(wakesFor(Placemark.create())).isFalse();
    }

    @Test
    void wakesBeforeTheLoopIsTooFarBehind() {
        for (int i = 1; i < PATIENCE; i++) {
            assertThat(wakesFor("other")).isFalse();
        }
        assertThat(wakesFor("other")).isTrue();
        assertThat(wakesFor("other")).isFalse();
    }

    @Test
    void wakesBeforeTheLoopIsTooManyBytesBehind() {
        byte[] large = Events.of("1", "other", "t", "\"" + "x".repeat(BYTES / 2) + "\"");
        byte[] another = Events.of("2", "other", "t", "\"" + "x".repeat(BYTES / 2) + "\"");

        assertThat(wakesFor(large)).isFalse();
        assertThat(wakesFor(another)).isTrue();
        assertThat(wakesFor("other")).isFalse();
    }

    @Test
    void wakesForTheFirstOfAnotherLog() {
        interest.wakeForNext();

        assertThat(wakesFor(Placemark.create())).isTrue();
        assertThat(wakesFor("other")).isFalse();
    }
}
