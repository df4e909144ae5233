package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.way.Way;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoalescingTests {

    private static final Coalescing TWICE = new Coalescing(2, Duration.ofMillis(20));

    private final LoopFixture fixture = new LoopFixture(1000, TWICE, Policies.NONE);
    private final ScriptedSink sink = new ScriptedSink();
    private int flushed;

    @BeforeEach
    void begin() {
        fixture.append("other");
        fixture.settle();
        fixture.fanout.open(sink).subscribe(selecting("chat.*"), live());
        fixture.settle();
        flushed = sink.flushes;
    }

    @Test
    void handsOutTheFirstAtOnce() {
        sendingTakes(5);
        append(1);
        assertThat(sink.offsets()).hasSize(1);
        assertThat(flushes()).isEqualTo(1);
    }

    @Test
    void letsEventsGatherForTwiceAsLongAsItWasBusy() {
        sendingTakes(5);
        append(1);
        append(7);
        assertThat(flushes()).isEqualTo(1);

        pass(9);
        append(2);
        assertThat(flushes()).isEqualTo(1);

        pass(1);
        assertThat(sink.offsets()).hasSize(10);
        assertThat(flushes()).isEqualTo(2);
        assertThat(rests()).isEqualTo(1);
    }

    @Test
    void letsThemGatherForNoLongerThanItMay() {
        sendingTakes(15);
        append(1);
        append(1);
        pass(19);
        assertThat(flushes()).isEqualTo(1);
        pass(1);
        assertThat(flushes()).isEqualTo(2);
    }

    @Test
    void handsOutAtOnceWhatComesWhenItHasRested() {
        sendingTakes(5);
        append(1);
        pass(10);
        append(1);
        assertThat(flushes()).isEqualTo(2);
        assertThat(rests()).isZero();
    }

    @Test
    void handsOutAtOnceWhileThereIsLittleToDo() {
        for (int i = 0; i < 5; i++) {
            append(1);
        }
        assertThat(flushes()).isEqualTo(5);
        assertThat(rests()).isZero();
    }

    @Test
    void doesNotRestWhileThereIsMoreThanItHandsOutInOneGo() {
        sendingTakes(1);
        append(600);
        assertThat(sink.offsets()).hasSize(600);
    }

    @Test
    void tellsAReaderThatComesMeanwhileWhereItIs() {
        sendingTakes(5);
        append(1);
        append(1);
        ScriptedSink late = new ScriptedSink(Way.SSE);
        Reader reader = fixture.fanout.open(late);
        reader.subscribe(selecting("chat.*"), live());

        assertThat(late.offsets()).as("was there before").isEmpty();
        assertThat(reader.place()).isEqualTo(fixture.newest);
        assertThat(sink.offsets()).hasSize(2);
    }

    @Test
    void givesNothingTwiceToWhoReadsTheLogPastWhereARestingLoopIs() {
        LoopFixture small = new LoopFixture(4, TWICE, Policies.NONE);
        Cursor first = small.append("chat.a");
        small.append("chat.a", 8);
        small.settle();
        sink.flushing = () -> small.nanos += TimeUnit.MILLISECONDS.toNanos(5);
        small.fanout.open(sink).subscribe(selecting("chat.*"), live());
        small.append("chat.a");
        small.settle();

        ScriptedSink past = new ScriptedSink(Way.SSE);
        small.fanout.open(past).subscribe(selecting("chat.*"), small.behind(first.asBefore()));
        small.append("chat.a", 10);
        small.settle();
        small.eventLoop.pass(20, TimeUnit.MILLISECONDS);
        small.settle();

        assertThat(past.offsets())
                .isEqualTo(LongStream.rangeClosed(first.offset(), small.newest.offset())
                        .boxed()
                        .toList());
    }

    @Test
    void isNeverForLessThanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Coalescing(-1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Coalescing(Double.NaN, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Coalescing(1, Duration.ofMillis(-1)));
    }

    private void sendingTakes(long millis) {
        sink.flushing = () -> fixture.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void append(int times) {
        fixture.append("chat.a", times);
        fixture.settle();
    }

    private void pass(long millis) {
        fixture.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        fixture.eventLoop.pass(millis, TimeUnit.MILLISECONDS);
        fixture.settle();
    }

    private int flushes() {
        return sink.flushes - flushed;
    }

    private double rests() {
        return fixture.meters.get("fourways.gateway.rests").counter().count();
    }
}
