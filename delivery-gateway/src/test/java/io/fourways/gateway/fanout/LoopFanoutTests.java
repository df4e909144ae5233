package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoopFanoutTests {

    private final LoopFixture fixture = new LoopFixture(100);
    private final ScriptedSink sink = new ScriptedSink();

    @Test
    void givesAnEventOnceToAReaderWithTwoSubscriptionsForIt() {
        fixture.append("chat.a");
        fixture.settle();
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("chat.*"), new Resolution.Live());
        reader.subscribe(selecting("chat.a", "**"), new Resolution.Live());

        Cursor cursor = fixture.append("chat.a");
        fixture.settle();

        assertThat(sink.received).containsExactly(cursor);
    }

    @Test
    void givesAReplayedEventOnceToAReaderThatHadItLive() {
        Cursor before = fixture.append("chat.a");
        fixture.settle();
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("chat.*"), new Resolution.Live());
        Cursor live = fixture.append("chat.a");
        fixture.settle();

        reader.subscribe(selecting("**"), new Resolution.Behind(before.asBefore()));
        fixture.settle();

        assertThat(sink.received).containsExactly(live, before);
    }

    @Test
    void flushesAReaderOnceForAllThatCameMeanwhile() {
        fixture.append("chat.a");
        fixture.settle();
        fixture.fanout.open(sink).subscribe(selecting("chat.*"), new Resolution.Live());
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
        fixture.fanout.open(failing).subscribe(selecting("chat.*"), new Resolution.Live());
        fixture.fanout.open(sink).subscribe(selecting("chat.*"), new Resolution.Live());

        fixture.append("chat.a", 3);
        fixture.settle();

        assertThat(failing.writes).isEqualTo(1);
        assertThat(failing.failure).hasMessage("on purpose");
        assertThat(sink.offsets()).hasSize(3);
        assertThat(fixture.fanout.readers()).hasSize(1);
    }

    @Test
    void tellsAQuietReaderItsPlace() {
        Cursor place = fixture.append("chat.a");
        fixture.settle();
        fixture.fanout.open(sink).subscribe(selecting("orders"), new Resolution.Live());

        fixture.eventLoop.pass(1, TimeUnit.SECONDS);
        fixture.settle();

        assertThat(sink.received).contains("idle " + place);
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
        public void write(LogEntry entry) {
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
        public void idle(@Nullable Cursor place) {
            throw new AssertionError("it has ended");
        }

        @Override
        public void expired() {
            throw new AssertionError("it has ended");
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
