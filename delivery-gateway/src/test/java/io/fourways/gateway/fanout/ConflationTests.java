package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.policy.Configured;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.way.Way;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConflationTests {

    private static final int WINDOW = 50;

    private final LoopFixture fixture = new LoopFixture(
            WINDOW,
            new Random(1),
            Configured.policies(
                    "[price.*].conflate", "channel",
                    "[rates].conflate", "subject",
                    "[strict].lagging", "disconnect"));
    private final ScriptedSink sink = new ScriptedSink();
    private Cursor begin;

    @BeforeEach
    void begin() {
        begin = fixture.append("other");
        fixture.settle();
    }

    @Test
    void leavesALiveReaderNothingOut() {
        subscribe("**");
        fixture.append("price.a", 20);
        fixture.settle();
        assertThat(sink.received).hasSize(20);
        assertThat(conflated("websocket")).isZero();
    }

    @Test
    void givesWhoWasSlowTheNewestOfEachChannelAndAllOfTheOthers() {
        Reader reader = subscribe("**");
        sink.room = 1;
        Cursor had = fixture.append("price.a");
        fixture.append("price.a", 5);
        Cursor chat = fixture.append("chat");
        fixture.append("price.b", 3);
        Cursor newestOfB = fixture.append("price.b");
        Cursor chatAgain = fixture.append("chat");
        Cursor newestOfA = fixture.append("price.a");
        fixture.settle();

        takeAll(reader);

        assertThat(sink.received).containsExactly(had, chat, newestOfB, chatAgain, newestOfA);
        assertThat(conflated("websocket")).isEqualTo(8);
        assertThat(reader.isLive()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void givesWhoComesBackTheNewestInEveryWay(Way way) {
        fixture.append("price.a", 10);
        fixture.settle();
        ScriptedSink back = new ScriptedSink(way);
        fixture.fanout.open(back).subscribe(selecting("price.a"), fixture.behind(begin));
        fixture.settle();
        assertThat(back.received).containsExactly(fixture.newest);
        assertThat(conflated(way.label())).isEqualTo(9);
    }

    @Test
    void givesWhoAsksForThePastAllOfIt() {
        Cursor first = fixture.append("price.a");
        fixture.append("price.a", 9);
        fixture.settle();
        fixture.fanout.open(sink).subscribe(selecting("price.a"), fixture.behind(first.asBefore()));
        fixture.settle();
        assertThat(sink.received).hasSize(10);
    }

    @Test
    void goesBySubjectAndLetsWhatHasNoneCountByItself() {
        Reader reader = subscribe("rates");
        sink.room = 0;
        appendOf("EUR");
        Cursor none = fixture.append("rates");
        appendOf("USD");
        Cursor euro = appendOf("EUR");
        Cursor noneAgain = fixture.append("rates");
        Cursor dollar = appendOf("USD");
        fixture.settle();

        takeAll(reader);

        assertThat(sink.received).containsExactly(none, euro, noneAgain, dollar);
    }

    @Test
    void isContentWithNothingThatTheReaderDoesNotSelect() {
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(
                new Selection(List.of(NamePattern.ofChannels("price.*")), List.of(NamePattern.ofTypes("wanted"))),
                live());
        fixture.settle();
        sink.room = 0;
        fixture.log.append(Events.on("price.a", "wanted"));
        fixture.log.append(Events.on("price.a", "wanted"));
        Cursor newestWanted = fixture.newest;
        fixture.append("price.a", 3);
        fixture.settle();

        takeAll(reader);

        assertThat(sink.received).containsExactly(newestWanted);
    }

    /** Cursors that were handed out mean what they did: whoever goes on from any of them ends with the newest. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void endsWithTheNewestWhereverASlowReaderIsCutOff(int room) {
        Reader reader = subscribe("price.*");
        sink.room = room;
        for (int i = 0; i < 30; i++) {
            fixture.append("price." + i % 4);
        }
        fixture.settle();
        reader.close();

        Object last = sink.received.get(sink.received.size() - 1);
        ScriptedSink back = new ScriptedSink();
        fixture.fanout.open(back).subscribe(selecting("price.*"), fixture.behind((Cursor) last));
        fixture.settle();

        assertThat(back.offsets()).hasSize(4).isSorted().last().isEqualTo(fixture.newest.offset());
    }

    @Test
    void readsTheLogItselfTheNewestOfEachPage() {
        fixture.append("price.a", 6000);
        fixture.append("other", 2 * WINDOW);
        fixture.settle();
        fixture.fanout.open(sink).subscribe(selecting("price.a"), fixture.behind(begin));
        fixture.settle();
        assertThat(sink.offsets()).hasSize(2).isSorted().last().isEqualTo(6000L);
    }

    @Test
    void keepsNothingOfWhatHasLeftTheWindow() {
        Reader reader = subscribe("price.a");
        sink.room = 0;
        fixture.append("price.a", 3 * WINDOW);
        Cursor newest = fixture.newest;
        fixture.settle();
        takeAll(reader);
        assertThat(sink.received).last().isEqualTo(newest);
        assertThat(sink.received).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void disconnectsAStreamThatDoesNotTakeWhatItMustNotMiss() {
        subscribe("**");
        sink.room = 1;
        fixture.append("strict", 3);
        fixture.settle();
        assertThat(sink.received).hasSize(2).last().isEqualTo("too slow");
        assertThat(fixture.meters
                        .get("fourways.gateway.fell.behind")
                        .tag("way", "websocket")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void disconnectsAStreamThatHadFallenBehindBeforeIt() {
        Reader reader = subscribe("**");
        sink.room = 0;
        fixture.append("chat");
        fixture.append("strict");
        fixture.append("chat");
        fixture.settle();
        takeAll(reader);
        assertThat(sink.received).hasSize(2).last().isEqualTo("too slow");
    }

    @Test
    void letsWhoWasDisconnectedComeBackForAllOfIt() {
        fixture.append("strict", 5);
        fixture.settle();
        fixture.fanout.open(sink).subscribe(selecting("strict"), fixture.behind(begin));
        fixture.settle();
        assertThat(sink.offsets()).hasSize(5);
    }

    private Reader subscribe(String channels) {
        Reader reader = fixture.fanout.open(sink);
        sink.reader = reader;
        reader.subscribe(selecting(channels), live());
        fixture.settle();
        return reader;
    }

    private void takeAll(Reader reader) {
        sink.room = Integer.MAX_VALUE;
        reader.resume();
        fixture.settle();
    }

    private Cursor appendOf(String subject) {
        fixture.log.append(Events.about("rates", subject));
        return fixture.newest;
    }

    private double conflated(String way) {
        return fixture.meters
                .get("fourways.gateway.conflated")
                .tag("way", way)
                .counter()
                .count();
    }
}
