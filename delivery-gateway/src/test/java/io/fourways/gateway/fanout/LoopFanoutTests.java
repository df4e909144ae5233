package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.way.Way;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopFanoutTests {

    private final LoopFixture fixture = new LoopFixture(100);
    private final ScriptedSink sink = new ScriptedSink();

    @Test
    void givesAnEventOnceToAReaderWithTwoSubscriptionsForIt() {
        fixture.append("chat.a");
        fixture.settle();
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("chat.*"), live());
        reader.subscribe(selecting("chat.a", "**"), live());

        Cursor cursor = fixture.append("chat.a");
        fixture.settle();

        assertThat(sink.received).containsExactly(cursor);
    }

    @Test
    void givesAReplayedEventOnceToAReaderThatHadItLive() {
        Cursor before = fixture.append("chat.a");
        fixture.settle();
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("chat.*"), live());
        Cursor live = fixture.append("chat.a");
        fixture.settle();

        reader.subscribe(selecting("**"), fixture.behind(before.asBefore()));
        fixture.settle();

        assertThat(sink.received).containsExactly(live, before);
    }

    @Test
    void saysAGapToWhoBeginsAtAPlaceOfTheLogBefore() {
        Cursor before = fixture.append("chat.a");
        fixture.append("chat.a", 2);
        fixture.settle();
        Beginning found = fixture.behind(before);
        fixture.log.replace();
        Cursor first = fixture.append("chat.a");
        Cursor second = fixture.append("chat.a");

        fixture.fanout.open(sink).subscribe(selecting("chat.a"), found);
        fixture.settle();

        Gap gap = new Gap(before.toString(), first.asBefore(), second, Gap.Reason.UNKNOWN);
        assertThat(sink.received).containsExactly(gap, first, second);
    }

    @Test
    void saysAGapFoundBeforeTheLogWasReplacedAndTheOneSince() {
        Cursor before = fixture.append("chat.a");
        fixture.settle();
        Gap expired = new Gap("old", before.asBefore(), before, Gap.Reason.EXPIRED);
        Beginning found = new Beginning(fixture.window.generation(), new Resolution.Gone(expired));
        fixture.log.replace();
        Cursor first = fixture.append("chat.a");

        fixture.fanout.open(sink).subscribe(selecting("chat.a"), found);
        fixture.settle();

        assertThat(sink.gaps()).last().isEqualTo(new Gap("old", first.asBefore(), first, Gap.Reason.UNKNOWN));
        assertThat(sink.received).last().isEqualTo(first);
    }

    @Test
    void givesTheNextLogsEventsToAReaderWithTwoSubscriptionsForThem() {
        fixture.append("chat.a");
        fixture.settle();
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("chat.*"), live());
        reader.subscribe(selecting("**"), live());
        fixture.append("chat.a", 5);
        fixture.settle();
        sink.received.clear();

        fixture.log.replace();
        Cursor first = fixture.append("chat.a");
        Cursor second = fixture.append("chat.a");
        fixture.settle();

        assertThat(sink.received.stream().filter(Cursor.class::isInstance)).containsExactly(first, second);
    }

    @Test
    void flushesAReaderOnceForAllThatCameMeanwhile() {
        fixture.append("chat.a");
        fixture.settle();
        fixture.fanout.open(sink).subscribe(selecting("chat.*"), live());
        int before = sink.flushes;

        fixture.append("chat.a", 50);
        fixture.settle();

        assertThat(sink.offsets()).hasSize(50);
        assertThat(sink.flushes - before).isEqualTo(1);
    }

    @Test
    void endsOnlyTheReaderThatFails() {
        fixture.append("chat.a");
        fixture.settle();
        FailingSink failing = new FailingSink();
        fixture.fanout.open(failing).subscribe(selecting("chat.*"), live());
        fixture.fanout.open(sink).subscribe(selecting("chat.*"), live());

        fixture.append("chat.a", 3);
        fixture.settle();

        assertThat(failing.writes).isEqualTo(1);
        assertThat(failing.failure).hasMessage("on purpose");
        assertThat(sink.offsets()).hasSize(3);
        assertThat(fixture.fanout.readers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 500})
    void endsAReaderThatFailsWhileItCatchesUpInTheWindowOrBehindIt(int events) {
        Cursor first = fixture.append("chat.a");
        fixture.append("chat.a", events);
        fixture.settle();
        FailingSink failing = new FailingSink();

        fixture.fanout.open(failing).subscribe(selecting("chat.*"), fixture.behind(first));
        fixture.settle();

        assertThat(failing.writes).isEqualTo(1);
        assertThat(failing.failure).hasMessage("on purpose");
        assertThat(fixture.fanout.readers()).isEmpty();
    }

    @Test
    void tellsAQuietReaderItsPlace() {
        Cursor place = fixture.append("chat.a");
        fixture.settle();
        fixture.fanout.open(sink).subscribe(selecting("orders"), live());

        fixture.eventLoop.pass(1, TimeUnit.SECONDS);
        fixture.settle();

        assertThat(sink.received).contains("idle " + place);
    }

    @Test
    void aReaderThatFindsNothingInThePastIsQuietAsWell() {
        assertThat(isQuietAfterReadingThePastOf("orders")).isTrue();
    }

    @Test
    void aReaderThatFindsSomethingInThePastIsNotQuiet() {
        assertThat(isQuietAfterReadingThePastOf("chat.*")).isFalse();
    }

    /** The log holds events of {@code chat.a} only. */
    private boolean isQuietAfterReadingThePastOf(String channels) {
        Cursor first = fixture.append("chat.a");
        fixture.append("chat.a", 20);
        fixture.settle();
        long hour = TimeUnit.HOURS.toNanos(1);
        Reader reader = fixture.fanout.open(sink);
        reader.touch(System.nanoTime() - hour);

        reader.subscribe(selecting(channels), fixture.behind(first));
        fixture.settle();

        return reader.isIdle(System.nanoTime(), hour);
    }

    private static final class FailingSink implements Sink {

        private int writes;
        private @Nullable Throwable failure;

        @Override
        public Way way() {
            return Way.SSE;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public int write(LogEntry entry) {
            writes++;
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void flush() {
            // nothing was written
        }

        @Override
        public void gap(Gap gap) {
            throw new AssertionError("nothing is missing");
        }

        @Override
        public int idle(@Nullable Cursor place) {
            throw new AssertionError("it has ended");
        }

        @Override
        public void expired() {
            throw new AssertionError("it has ended");
        }

        @Override
        public void tooSlow() {
            throw new AssertionError("it takes everything");
        }

        @Override
        public void drain(Duration reconnectAfter) {
            throw new AssertionError("it has ended");
        }

        @Override
        public void failed(Throwable cause) {
            failure = cause;
        }
    }
}
