package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.policy.Configured;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.way.Way;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels whose events are given for an hour. */
class RetentionTests {

    private static final int WINDOW = 50;
    private static final long OLD = Duration.ofHours(2).toMillis();

    private final LoopFixture fixture =
            new LoopFixture(WINDOW, new Random(1), Configured.policies("[brief.*].retention", "1h"));
    private final ScriptedSink sink = new ScriptedSink();
    private Cursor begin;

    @BeforeEach
    void begin() {
        begin = fixture.append("other");
        fixture.settle();
    }

    @Test
    void givesALiveReaderEverything() {
        fixture.fanout.open(sink).subscribe(selecting("**"), live());
        Cursor old = old("brief.a");
        assertThat(sink.received).containsExactly(old);
    }

    /** In the window, and in the log behind it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2 * WINDOW})
    void tellsWhoComesBackWhatItIsNotGivenAndGoesOn(int sinceThen) {
        old("brief.a");
        old("brief.b");
        Cursor first = fixture.append("brief.a");
        fixture.append("other", sinceThen);
        fixture.settle();
        Cursor latest = fixture.newest;

        comeBack("brief.*", begin);

        assertThat(sink.received)
                .containsExactly(new Gap(begin.toString(), first.asBefore(), latest, Gap.Reason.EXPIRED), first);
        assertThat(gaps("expired")).isEqualTo(1);
    }

    @Test
    void losesNothingOfOtherChannelsAndTellsOnce() {
        old("brief.a");
        Cursor chat = old("chat");
        old("brief.a");
        Cursor chatAgain = old("chat");
        Cursor first = fixture.append("brief.a");
        fixture.settle();

        comeBack("**", begin);

        assertThat(sink.received)
                .containsExactly(
                        new Gap(begin.toString(), chat.asBefore(), first, Gap.Reason.EXPIRED), chat, chatAgain, first);
    }

    @Test
    void goesOnInOrderWhereTellingMakesRoom() {
        old("brief.a");
        Cursor chat = old("chat");
        Cursor first = fixture.append("brief.a");
        fixture.settle();
        Reader reader = fixture.fanout.open(sink);
        sink.reader = reader;
        reader.subscribe(selecting("**"), fixture.behind(begin));
        fixture.settle();
        assertThat(sink.gaps()).hasSize(1);
        assertThat(sink.received).hasSize(3).endsWith(chat, first);
        assertThat(reader.isLive()).isTrue();
    }

    @Test
    void goesOnInSilenceFromThePlaceThatItWasTold() {
        old("brief.a");
        Cursor chat = old("chat");
        old("brief.a");
        Cursor chatAgain = old("chat");

        comeBack("**", chat.asBefore());

        assertThat(sink.received).containsExactly(chat, chatAgain);
    }

    @Test
    void tellsNothingWhereNothingIsWithheld() {
        old("brief.a");
        Cursor chat = old("chat");
        comeBack("chat", begin);
        assertThat(sink.received).containsExactly(chat);
    }

    @Test
    void tellsWhoFindsNothingElseWhereTheLogEnds() {
        old("brief.a");
        Cursor latest = old("brief.b");
        Reader reader = comeBack("brief.*", begin);
        assertThat(sink.received).containsExactly(new Gap(begin.toString(), latest, latest, Gap.Reason.EXPIRED));
        assertThat(reader.isLive()).isTrue();
    }

    @Test
    void tellsWhoWasTooSlow() {
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("**"), live());
        fixture.settle();
        sink.room = 1;
        Cursor had = fixture.append("chat");
        old("brief.a");
        Cursor chat = fixture.append("chat");
        fixture.settle();

        sink.room = 10;
        reader.resume();
        fixture.settle();

        assertThat(sink.received)
                .containsExactly(had, new Gap(had.toString(), chat.asBefore(), chat, Gap.Reason.OVERRUN), chat);
    }

    @Test
    void handsOutNoPlaceBehindWhatItHasNotTold() {
        old("brief.a");
        fixture.append("chat");
        fixture.settle();
        Reader reader = fixture.fanout.open(sink);
        sink.room = 0;
        Subscription subscription = reader.subscribe(selecting("brief.*"), fixture.behind(begin));
        assertThat(reader.place()).isEqualTo(begin);
        subscription.misses(begin);
        assertThat(reader.place()).isNull();
        assertThat(reader.missed()).isEqualTo(new Gap(begin.toString(), begin, begin, Gap.Reason.EXPIRED));
    }

    @Test
    void leavesItToAPollToCountWhatItIsAnswered() {
        old("brief.a");
        ScriptedSink poll = new ScriptedSink(Way.SHORT_POLL);
        fixture.fanout.open(poll).subscribe(selecting("brief.*"), fixture.behind(begin));
        fixture.settle();
        assertThat(poll.gaps()).hasSize(1);
        assertThat(gaps("expired")).isZero();
    }

    private Reader comeBack(String channels, Cursor from) {
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting(channels), fixture.behind(from));
        fixture.settle();
        return reader;
    }

    private Cursor old(String channel) {
        fixture.log.append(Events.on(channel), System.currentTimeMillis() - OLD);
        fixture.settle();
        return fixture.newest;
    }

    private double gaps(String reason) {
        return fixture.meters
                .get("fourways.gateway.gaps")
                .tags("way", "websocket", "reason", reason)
                .counter()
                .count();
    }
}
