package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fourways.contract.Logs;
import io.fourways.gateway.policy.Configured;
import io.fourways.gateway.policy.Policies;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BurstTests {

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
    private final Window window = new Window(100, Long.MAX_VALUE);
    private final InMemoryLog log = new InMemoryLog();
    private final Burst burst = new Burst();

    private void follow(Policies policies) {
        EntryDecoder decoder = new EntryDecoder(Logs.DEFAULT, memory, new Identities(100), policies, EventSpans.OFF);
        log.follow(100, new LogTail(window, decoder, new SimpleMeterRegistry()));
    }

    private void append(String channel, int times) {
        for (int i = 0; i < times; i++) {
            log.append(Events.on(channel));
        }
    }

    private int gathered(long index, long end) {
        assertThat(burst.gather(window, index, end)).isTrue();
        return burst.entries().size();
    }

    @AfterEach
    void leavesNothing() {
        burst.release();
        window.clear();
        assertThat(memory.metric().usedHeapMemory()).isZero();
    }

    @Test
    void isAllOfOneChannelUpToWhereItMayGo() {
        follow(Policies.NONE);
        append("a", 3);
        append("b", 2);

        assertThat(gathered(0, 5)).isEqualTo(3);
        assertThat(burst.first().offset()).isZero();
        assertThat(burst.last().offset()).isEqualTo(2);
        burst.release();
        assertThat(gathered(3, 4)).isEqualTo(1);
    }

    @Test
    void isNoLongerThanUpToWhatIsNoEvent() {
        follow(Policies.NONE);
        append("a", 2);
        log.append(Placemark.create());
        append("a", 1);

        assertThat(gathered(0, 4)).isEqualTo(2);
        burst.release();
        assertThat(gathered(2, 4)).isEqualTo(1);
        assertThat(burst.first().isVisible()).isFalse();
    }

    @Test
    void isNotOfAChannelThatIsThinned() {
        follow(Configured.policies("[a].max-rate", "1"));
        append("a", 2);

        assertThat(gathered(0, 2)).isEqualTo(1);
    }

    @Test
    void isNotLargerThanAConnectionIsToBeGivenAtOnce() {
        follow(Policies.NONE);
        for (int i = 0; i < 3; i++) {
            log.append(Events.of("id" + i, "a", "t", "\"" + "x".repeat(7_000) + "\""));
        }
        log.append(Events.of("large", "a", "t", "\"" + "x".repeat(70_000) + "\""));

        assertThat(gathered(0, 4)).isEqualTo(2);
        burst.release();
        assertThat(gathered(3, 4)).isEqualTo(1);
    }

    @Test
    void isNothingWhereTheWindowIsGone() {
        follow(Policies.NONE);
        append("a", 101);

        assertThat(burst.gather(window, 0, 101)).isFalse();
        assertThat(burst.entries()).isEmpty();
    }

    @Test
    void hasTheBytesThatItsEventsHaveOneAfterTheOther() {
        follow(Policies.NONE);
        append("a", 3);
        gathered(0, 3);
        Deflation deflation = new Deflation(1, 1_000);

        assertThat(text(burst.webSocketFrames())).isEqualTo(oneByOne(LogEntry::webSocketFrame));
        assertThat(text(burst.sseChunks())).isEqualTo(oneByOne(LogEntry::sseChunk));
        assertThat(text(burst.webSocketFrames(deflation)))
                .isEqualTo(oneByOne(entry -> entry.webSocketFrame(deflation)));
        assertThat(text(burst.webSocketFrames(deflation))).isNotEqualTo(text(burst.webSocketFrames()));
    }

    @Test
    void leavesNothingBehindWhenItCannotBeMade() {
        follow(Policies.NONE);
        append("a", 3);
        gathered(0, 3);
        Deflation scarce = mock();
        when(scarce.of(any(), anyInt()))
                .thenAnswer(call -> call.<ByteBuf>getArgument(0).retainedDuplicate())
                .thenThrow(new OutOfMemoryError("of the test"));

        assertThatThrownBy(() -> burst.webSocketFrames(scarce)).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void isJoinedOnceForAll() {
        follow(Policies.NONE);
        append("a", 3);
        gathered(0, 3);

        ByteBuf one = burst.sseChunks();
        ByteBuf another = burst.sseChunks();

        assertThat(another.unwrap()).isSameAs(one.unwrap());
        one.release();
        another.release();
    }

    @Test
    void leavesToAConnectionWhatThatWasGiven() {
        follow(Policies.NONE);
        append("a", 2);
        gathered(0, 2);
        String whole = oneByOne(LogEntry::webSocketFrame);

        ByteBuf given = burst.webSocketFrames();
        burst.release();
        window.clear();

        assertThat(text(given)).isEqualTo(whole);
    }

    private String oneByOne(Function<LogEntry, ByteBuf> form) {
        StringBuilder all = new StringBuilder();
        burst.entries().forEach(entry -> all.append(text(form.apply(entry))));
        return all.toString();
    }

    private static String text(ByteBuf bytes) {
        try {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        } finally {
            bytes.release();
        }
    }
}
