package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.way.Way;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryTests {

    private final LoopFixture fixture = new LoopFixture(100);
    private final ScriptedSink sink = new ScriptedSink();

    @BeforeEach
    void begin() {
        fixture.append("other");
        fixture.settle();
        sink.takesBursts = true;
    }

    private Reader subscribe(String... channels) {
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting(channels), live());
        return reader;
    }

    /** Offsets begin at 0 with the event that {@link #begin} appends. */
    private static List<Long> offsets(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void givesWhatFollowsEachOtherOnOneChannelInOnePiece() {
        subscribe("chat.*");
        fixture.append("chat.a", 5);
        fixture.append("chat.b", 3);
        fixture.append("chat.a", 1);
        fixture.settle();

        assertThat(sink.offsets()).isEqualTo(offsets(1, 9));
        assertThat(sink.bursts).isEqualTo(2);
    }

    @Test
    void givesOneByOneToWhoTakesNoBursts() {
        sink.takesBursts = false;
        subscribe("chat.*");
        fixture.append("chat.a", 5);
        fixture.settle();

        assertThat(sink.offsets()).isEqualTo(offsets(1, 5));
        assertThat(sink.bursts).isZero();
    }

    @Test
    void givesOfABurstWhatIsOfTheTypesWanted() {
        ScriptedSink all = new ScriptedSink();
        all.takesBursts = true;
        fixture.fanout
                .open(sink)
                .subscribe(new Selection(selecting("chat.*").channels(), List.of(NamePattern.ofTypes("x.*"))), live());
        fixture.fanout.open(all).subscribe(selecting("chat.*"), live());
        for (String type : List.of("x.one", "y.two", "x.three", "y.four")) {
            fixture.log.append(Events.on("chat.a", type));
        }
        fixture.settle();

        assertThat(sink.offsets()).containsExactly(1L, 3L);
        assertThat(all.offsets()).isEqualTo(offsets(1, 4));
        assertThat(all.bursts).isEqualTo(1);
    }

    @Test
    void givesABurstOnceToWhoSelectsItTwice() {
        Reader reader = subscribe("chat.*");
        reader.subscribe(selecting("chat.a", "**"), live());
        fixture.append("chat.a", 5);
        fixture.settle();
        ScriptedSink both = new ScriptedSink();
        both.takesBursts = true;
        fixture.fanout.open(both).subscribe(selecting("chat.a", "**"), live());
        fixture.append("chat.a", 5);
        fixture.settle();

        assertThat(sink.offsets()).isEqualTo(offsets(1, 10));
        assertThat(both.offsets()).isEqualTo(offsets(6, 10));
    }

    @Test
    void leavesWhoHasNoRoomBehindBeforeTheWholeBurst() {
        sink.room = 3;
        Reader reader = subscribe("chat.*");
        fixture.append("chat.a", 5);
        fixture.append("chat.b", 1);
        fixture.append("chat.c", 4);
        fixture.settle();
        assertThat(sink.offsets()).as("as much as came in one piece").isEqualTo(offsets(1, 5));
        assertThat(reader.isLive()).isFalse();

        sink.room = 100;
        reader.resume();
        fixture.settle();

        assertThat(sink.offsets()).isEqualTo(offsets(1, 10));
        assertThat(reader.isLive()).isTrue();
    }

    @Test
    void endsWhomABurstFailsWithAndGoesOnWithTheOthers() {
        ScriptedSink broken = new ScriptedSink();
        broken.takesBursts = true;
        broken.breaks = true;
        fixture.fanout.open(broken).subscribe(selecting("chat.*"), live());
        subscribe("chat.*");
        fixture.append("chat.a", 5);
        fixture.settle();

        assertThat(broken.failure).hasMessage("broken by the test");
        assertThat(sink.offsets()).isEqualTo(offsets(1, 5));
    }

    @Test
    void losesNothingForWhoAsksForSomethingElseWhenItHasFailed() {
        subscribe("chat.*");
        ScriptedSink broken = new ScriptedSink();
        broken.breaks = true;
        ScriptedSink next = new ScriptedSink();
        broken.failing = () -> fixture.fanout.open(next).subscribe(selecting("chat.*"), live());
        fixture.fanout.open(broken).subscribe(selecting("chat.*"), live());
        fixture.append("chat.a", 3);
        fixture.settle();
        fixture.append("chat.b", 4);
        fixture.settle();

        assertThat(sink.offsets()).isEqualTo(offsets(1, 7));
        assertThat(next.offsets()).isEqualTo(offsets(4, 7));
    }

    @Test
    void leavesOutOfABurstWhatIsWantedNoMore() {
        ScriptedSink narrowed = new ScriptedSink();
        Reader reader = fixture.fanout.open(narrowed);
        Subscription subscription = reader.subscribe(selecting("chat.a", "chat.b"), live());
        narrowed.writing = () -> reader.narrow(subscription, selecting("chat.b"));
        fixture.append("chat.a", 3);
        fixture.append("chat.b", 1);
        fixture.settle();

        assertThat(narrowed.offsets()).containsExactly(1L, 4L);
    }

    @Test
    void givesNobodyTwiceWhatTheWantOfMemoryHasInterrupted() {
        subscribe("chat.*");
        ScriptedSink another = new ScriptedSink();
        another.takesBursts = true;
        fixture.fanout.open(another).subscribe(selecting("chat.*"), live());
        another.scarcity = new OutOfMemoryError("of the test");
        fixture.append("chat.a", 3);
        assertThatThrownBy(fixture::settle).isInstanceOf(OutOfMemoryError.class);
        fixture.append("chat.a", 2);
        fixture.settle();

        assertThat(sink.offsets()).isEqualTo(offsets(1, 5));
        assertThat(another.offsets()).endsWith(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void countsEachEventOfABurst() {
        subscribe("chat.*");
        fixture.append("chat.a", 5);
        fixture.settle();

        Counter events = fixture.meters
                .get("fourways.gateway.out.events")
                .tag("way", Way.WEBSOCKET.label())
                .counter();
        assertThat(events.count()).isEqualTo(5);
        assertThat(fixture.meters.get("fourways.gateway.staleness").timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isPositive();
    }
}
