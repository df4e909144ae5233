package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.policy.Configured;
import io.fourways.gateway.way.Way;
import io.micrometer.core.instrument.Timer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LingerTests {

    private final LoopFixture fixture = new LoopFixture(
            100, new Random(1), Configured.policies("[slow.**].linger", "500ms", "[quick.**].linger", "20ms"));
    private final ScriptedSink sink = new ScriptedSink(Way.SSE);
    private int flushed;

    @BeforeEach
    void begin() {
        fixture.append("other");
        fixture.settle();
    }

    @Test
    void flushesOnceForAllThatCameWhileTheFirstLingered() {
        subscribe(sink);
        appendOneByOne("slow.a", 5);
        assertThat(sink.offsets()).hasSize(5);
        assertThat(flushes()).isZero();

        pass(499);
        assertThat(flushes()).isZero();
        pass(1);
        assertThat(flushes()).isEqualTo(1);

        appendOneByOne("slow.a", 3);
        pass(500);
        assertThat(flushes()).isEqualTo(2);
    }

    @Test
    void flushesAtOnceWithWhatDoesNotLinger() {
        subscribe(sink);
        appendOneByOne("slow.a", 2);
        appendOneByOne("other", 1);
        assertThat(flushes()).isEqualTo(1);

        pass(500);
        assertThat(flushes()).isEqualTo(1);
    }

    @Test
    void letsNothingLingerLongerThanItMay() {
        ScriptedSink patient = new ScriptedSink(Way.SSE);
        fixture.fanout.open(patient).subscribe(selecting("slow.**"), live());
        subscribe(sink);
        int before = patient.flushes;

        appendOneByOne("slow.a", 1);
        appendOneByOne("quick.a", 1);
        pass(20);

        assertThat(flushes()).isEqualTo(1);
        assertThat(patient.flushes - before).as("flushed in the same go").isEqualTo(1);
        pass(480);
        assertThat(flushes()).isEqualTo(1);
    }

    @Test
    void sendsWhatLingersRatherThanLettingAConnectionFallBehind() {
        Reader reader = subscribe(sink);
        sink.roomOnceFlushed = 10;
        sink.room = 3;

        appendOneByOne("slow.a", 8);

        assertThat(sink.offsets()).hasSize(8);
        assertThat(flushes()).isEqualTo(1);
        assertThat(reader.isLive()).isTrue();
    }

    @Test
    void answersALongPollWithAllThatCameWhileTheFirstLingered() {
        ScriptedSink poll = new ScriptedSink(Way.LONG_POLL);
        fixture.fanout.open(poll).subscribe(selecting("slow.**"), live());
        fixture.settle();
        int before = poll.flushes;

        appendOneByOne("slow.a", 3);
        pass(499);
        assertThat(poll.flushes - before).isZero();
        pass(1);
        assertThat(poll.flushes - before).isEqualTo(1);
        assertThat(poll.offsets()).hasSize(3);
    }

    @Test
    void losesNothingForAPollThatAsksAgainAsSoonAsItHasItsAnswer() {
        subscribe(sink);
        ScriptedSink poll = new ScriptedSink(Way.LONG_POLL);
        poll.room = 1;
        poll.flushing =
                () -> fixture.fanout.open(new ScriptedSink(Way.LONG_POLL)).subscribe(selecting("**"), live());
        fixture.fanout.open(poll).subscribe(selecting("slow.**"), live());

        fixture.append("slow.a", 3);
        fixture.settle();
        fixture.append("other", 4);
        fixture.settle();
        pass(500);

        assertThat(sink.offsets()).hasSize(7);
        assertThat(poll.offsets()).hasSize(1);
        assertThat(poll.flushes).isPositive();
    }

    @Test
    void keepsTheOrderOfWhatLingersAndWhatDoesNot() {
        subscribe(sink);
        Cursor first = fixture.append("slow.a");
        Cursor second = fixture.append("other");
        Cursor third = fixture.append("quick.a");
        fixture.settle();
        assertThat(sink.received).containsExactly(first, second, third);
    }

    @Test
    void measuresStalenessWhenWhatLingersIsFlushed() {
        subscribe(sink);
        fixture.tail.record(new LogRecord(
                fixture.log.end(), Events.of("e", "slow.a", "t", "{}"), System.currentTimeMillis() - 5_000, true));
        fixture.settle();
        assertThat(staleness().count()).isZero();

        pass(500);
        assertThat(staleness().count()).isEqualTo(1);
    }

    @Test
    void leavesWhoHasGoneAlone() {
        Reader reader = subscribe(sink);
        appendOneByOne("slow.a", 1);
        reader.close();
        pass(500);
        assertThat(fixture.fanout.readers()).isEmpty();
        assertThat(sink.failure).isNull();
    }

    private Reader subscribe(ScriptedSink to) {
        Reader reader = fixture.fanout.open(to);
        reader.subscribe(selecting("**"), live());
        fixture.settle();
        flushed = sink.flushes;
        return reader;
    }

    private int flushes() {
        return sink.flushes - flushed;
    }

    private void appendOneByOne(String channel, int times) {
        for (int i = 0; i < times; i++) {
            fixture.append(channel);
            fixture.settle();
        }
    }

    private void pass(long millis) {
        fixture.eventLoop.pass(millis, TimeUnit.MILLISECONDS);
        fixture.settle();
    }

    private Timer staleness() {
        return fixture.meters
                .get("fourways.gateway.staleness")
                .tag("way", "sse")
                .timer();
    }
}
