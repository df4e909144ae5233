package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.policy.Configured;
import io.fourways.gateway.way.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels of which a stream is given something twice a second at most. */
class MaxRateTests {

    private static final int WINDOW = 1000;

    private final LoopFixture fixture = new LoopFixture(
            WINDOW,
            new Random(1),
            Configured.policies(
                    "[tick.*].max-rate",
                    "2",
                    "[fast].max-rate",
                    "10",
                    "[rates].max-rate",
                    "2",
                    "[rates].conflate",
                    "subject"));
    private final ScriptedSink sink = new ScriptedSink();
    private Cursor begin;

    @BeforeEach
    void begin() {
        begin = fixture.append("other");
        fixture.settle();
    }

    @Test
    void givesTheFirstAtOnceAndThenTheNewestWhenItIsDue() {
        subscribe("tick.a");
        Cursor first = append("tick.a");
        append("tick.a");
        append("tick.a");
        Cursor newest = append("tick.a");
        assertThat(events()).containsExactly(first);

        pass(499);
        assertThat(events()).containsExactly(first);
        pass(1);
        assertThat(events()).containsExactly(first, newest);
        assertThat(count("thinned")).isEqualTo(2);
    }

    @Test
    void neverEndsWithAnythingButTheNewest() {
        Reader reader = subscribe("tick.a");
        for (int i = 0; i < 100; i++) {
            append("tick.a");
            pass(30);
        }
        Cursor newest = append("tick.a");
        pass(500);
        assertThat(events()).last().isEqualTo(newest);
        assertThat(events()).hasSizeBetween(5, 8);
        assertThat(reader.isLive()).isTrue();
    }

    @Test
    void givesAtOnceWhatComesNoSoonerThanItMay() {
        subscribe("tick.a");
        List<Cursor> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(append("tick.a"));
            assertThat(events()).isEqualTo(all);
            pass(500);
        }
        assertThat(count("thinned")).isZero();
    }

    @Test
    void givesTheNewestOfEachChannelTogether() {
        subscribe("tick.*");
        Cursor first = append("tick.a");
        append("tick.b");
        append("tick.c");
        Cursor newestOfB = append("tick.b");
        Cursor newestOfC = append("tick.c");
        pass(500);
        assertThat(events()).containsExactly(first, newestOfB, newestOfC);
    }

    @Test
    void goesBySubjectWhereThePolicySaysSo() {
        subscribe("rates");
        Cursor first = appendOf("EUR");
        appendOf("USD");
        Cursor euro = appendOf("EUR");
        Cursor dollar = appendOf("USD");
        pass(500);
        assertThat(events()).containsExactly(first, euro, dollar);
    }

    @Test
    void keepsTheOrderOfAllThatTheSubscriptionSelects() {
        subscribe("**");
        Cursor first = append("tick.a");
        append("tick.a");
        Cursor chat = append("chat");
        Cursor newest = append("tick.a");
        Cursor chatAgain = append("chat");
        pass(500);
        assertThat(events()).containsExactly(first, chat, newest, chatAgain);
    }

    @Test
    void goesByTheRateOfTheChannelThatWasGivenLast() {
        subscribe("**");
        Cursor fast = append("fast");
        Cursor tick = append("tick.a");
        pass(99);
        assertThat(events()).containsExactly(fast);
        pass(1);
        assertThat(events()).containsExactly(fast, tick);

        Cursor again = append("fast");
        pass(499);
        assertThat(events()).containsExactly(fast, tick);
        pass(1);
        assertThat(events()).containsExactly(fast, tick, again);
    }

    @Test
    void delaysNothingOfAnotherSubscription() {
        Reader reader = subscribe("tick.*");
        reader.subscribe(selecting("chat"), live());
        Cursor first = append("tick.a");
        append("tick.a");
        Cursor chat = append("chat");
        assertThat(events()).containsExactly(first, chat);
        pass(500);
        assertThat(events()).hasSize(3);
    }

    @Test
    void catchesUpWithMoreThanATaskTakesInOneGo() {
        subscribe("tick.*");
        append("tick.a");
        for (int i = 0; i < 900; i++) {
            fixture.append("tick." + i % 300);
        }
        fixture.settle();
        pass(500);
        assertThat(events()).hasSize(301).last().isEqualTo(fixture.newest);
    }

    @Test
    void namesThePlaceBeforeWhatItHasNotGivenYet() {
        Reader reader = subscribe("tick.a");
        Cursor first = append("tick.a");
        append("tick.a");
        assertThat(reader.place()).isEqualTo(first);
    }

    @Test
    void givesAReaderThatIsSlowAsWellTheNewestWhenItTakesMore() {
        Reader reader = subscribe("tick.a");
        append("tick.a");
        sink.room = 0;
        append("tick.a");
        pass(500);
        assertThat(count("fell.behind")).isEqualTo(1);
        Cursor newest = append("tick.a");

        sink.room = Integer.MAX_VALUE;
        reader.resume();
        fixture.settle();
        assertThat(events()).hasSize(2).last().isEqualTo(newest);
        assertThat(reader.isLive()).isTrue();
    }

    @Test
    void isNeitherCatchingUpNorFallingBehind() {
        Reader reader = subscribe("tick.a");
        append("tick.a");
        append("tick.a");
        assertThat(gauge("live")).isEqualTo(1);
        assertThat(gauge("behind")).isZero();
        pass(500);
        reader.close();
        assertThat(gauge("live")).isZero();
        assertThat(gauge("behind")).isZero();
        assertThat(count("fell.behind")).isZero();
        assertThat(fixture.meters
                        .get("fourways.gateway.catchups")
                        .tags("way", "websocket", "from", "window")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void endsWithTheReader() {
        Reader reader = subscribe("tick.a");
        append("tick.a");
        append("tick.a");
        reader.close();
        pass(500);
        assertThat(events()).hasSize(1);
        assertThat(gauge("live")).isZero();
    }

    @Test
    void isOfStreamsAndNotOfPolls() {
        ScriptedSink poll = new ScriptedSink(Way.LONG_POLL);
        fixture.fanout.open(poll).subscribe(selecting("tick.a"), live());
        fixture.settle();
        append("tick.a");
        append("tick.a");
        assertThat(poll.received).hasSize(2);
    }

    @Test
    void goesOnInAnotherLog() {
        subscribe("tick.a");
        append("tick.a");
        append("tick.a");
        fixture.log.replace();
        append("tick.a");
        Cursor newest = append("tick.a");
        pass(500);
        pass(500);
        assertThat(sink.gaps()).hasSize(1);
        assertThat(events()).last().isEqualTo(newest);
    }

    private Reader subscribe(String channels) {
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting(channels), fixture.behind(begin));
        fixture.settle();
        return reader;
    }

    private Cursor append(String channel) {
        Cursor cursor = fixture.append(channel);
        fixture.settle();
        return cursor;
    }

    private Cursor appendOf(String subject) {
        fixture.log.append(Events.about("rates", subject));
        fixture.settle();
        return fixture.newest;
    }

    private void pass(long millis) {
        fixture.eventLoop.pass(millis, TimeUnit.MILLISECONDS);
        fixture.settle();
    }

    private List<Object> events() {
        return sink.received.stream().filter(Cursor.class::isInstance).toList();
    }

    private double count(String name) {
        return fixture.meters
                .get("fourways.gateway." + name)
                .tag("way", "websocket")
                .counter()
                .count();
    }

    private double gauge(String state) {
        return fixture.meters
                .get("fourways.gateway.subscriptions")
                .tags("way", "websocket", "state", state)
                .gauge()
                .value();
    }
}
