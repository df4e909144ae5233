package io.fourways.gateway.position;

import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.position.Gap.Reason;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log of 100 events, the newest 10 of them in the window: 40 is behind it and 95 in it. */
class StartsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Selection SELECTION = selecting("a");

    private final FollowedLog log = new FollowedLog(10);
    private final Replay replay = Replays.of(log.log(), log.window());

    @AfterEach
    void stop() {
        replay.close();
    }

    private void follow() {
        log.following().append("a", 100);
    }

    @Test
    void nowIsTheEndOfTheLog() {
        follow();
        assertThat(resolve(new Start.Now())).isEqualTo(live());
    }

    @Test
    void earliestIsTheBeginOfWhatIsLeft() {
        follow();
        log.log().forgetBefore(30);
        assertThat(resolve(Start.after("earliest")))
                .isEqualTo(behind(log.cursor(30).asBefore()));
    }

    @Test
    void lastIsTheNewestSoMany() {
        follow();
        assertThat(resolve(new Start.Last(3))).isEqualTo(behind(log.cursor(97).asBefore()));
        assertThat(resolve(new Start.Last(60))).isEqualTo(behind(log.cursor(40).asBefore()));
    }

    @Test
    void aPlaceInAnotherLogIsNoneHereAndNotWaitedFor() {
        follow();
        Cursor here = log.cursor(95);
        Cursor elsewhere = new Cursor("shop", here.offset(), here.fingerprint(), false);
        assertThat(resolve(Start.after(elsewhere.toString()))).isInstanceOfSatisfying(Resolution.Gone.class, gone -> {
            assertThat(gone.gap().requested()).isEqualTo(elsewhere.toString());
            assertThat(gone.gap().reason()).isEqualTo(Gap.Reason.UNKNOWN);
            assertThat(gone.gap().earliest().log()).isEqualTo("default");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 40, 89, 90, 95, 99})
    void afterACursorIsThere(long offset) {
        follow();
        Cursor cursor = log.cursor(offset);
        assertThat(resolve(Start.after(cursor.toString()))).isEqualTo(behind(cursor));
        Cursor before = cursor.asBefore();
        assertThat(resolve(Start.after(before.toString()))).isEqualTo(behind(before));
    }

    /** Nothing follows the one that is being appended before whoever asks meanwhile has an answer. */
    @Test
    void afterACursorIsThereAlsoWhileTheWindowMovesOn() throws Exception {
        follow();
        Starts starts = starts(Duration.ZERO);
        for (int i = 0; i < 500; i++) {
            CompletableFuture<Void> moving = CompletableFuture.runAsync(() -> log.append("a"));
            while (!moving.isDone()) {
                Cursor newest = log.window().newest();
                assertThat(starts.resolve(new Start.After(newest), SELECTION)
                                .map(Beginning::at)
                                .block(PATIENCE))
                        .isEqualTo(behind(newest));
            }
            moving.get();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 40, 95, 99})
    void aCursorOfAnotherLogIsUnknown(long offset) {
        follow();
        Cursor other = new Cursor(offset, log.cursor(offset).fingerprint() + 1);
        assertThat(resolve(Start.after(other.toString()))).isEqualTo(gone(other.toString(), 0, Reason.UNKNOWN));
        assertThat(resolve(Start.after(other.asBefore().toString())))
                .isEqualTo(gone(other.asBefore().toString(), 0, Reason.UNKNOWN));
    }

    @Test
    void aCursorWhereTheLogHasAHoleIsUnknown() {
        log.following().append("a", 50);
        log.log().leaveOut(1);
        log.append("a", 49);
        Cursor inHole = new Cursor(50, 1);
        assertThat(resolve(Start.after(inHole.toString()))).isEqualTo(gone(inHole.toString(), 0, Reason.UNKNOWN));
    }

    @Test
    void aCursorOlderThanRetentionIsExpired() {
        follow();
        log.log().forgetBefore(60);
        Cursor old = log.cursor(40);
        assertThat(resolve(Start.after(old.toString()))).isEqualTo(gone(old.toString(), 60, Reason.EXPIRED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "-", "Earliest", "99"})
    void whatIsNoCursorIsUnknown(String text) {
        follow();
        assertThat(resolve(Start.after(text))).isEqualTo(gone(text, 0, Reason.UNKNOWN));
    }

    @Test
    void aCursorAheadOfThisGatewayIsWaitedFor() {
        follow();
        byte[] coming = Events.on("a");
        Cursor ahead = FollowedLog.cursor(100, coming);
        CompletableFuture<Resolution> resolution = starts(Duration.ofHours(1))
                .resolve(new Start.After(ahead), SELECTION)
                .map(Beginning::at)
                .toFuture();
        assertThat(resolution).isNotDone();

        log.log().append(coming);

        assertThat(resolution).succeedsWithin(PATIENCE).isEqualTo(behind(ahead));
    }

    @Test
    void aCursorAheadThatDoesNotComeIsUnknown() {
        follow();
        Cursor ahead = new Cursor(100, 1);
        assertThat(resolve(new Start.After(ahead))).isEqualTo(gone(ahead.toString(), 0, Reason.UNKNOWN));
    }

    @Test
    void aCursorAheadIsNotCalledUnknownWhileTheLogIsAway() {
        follow();
        resolve(new Start.Earliest()); // is known for a while, so that a gap could be answered
        log.log().disconnect();
        assertIsUnavailable(new Start.After(new Cursor(100, 1)));
    }

    @Test
    void thereIsNoPlaceBeforeTheLogWasRead() {
        for (Start start : List.of(
                new Start.Now(),
                new Start.Last(1),
                new Start.Earliest(),
                Start.after("x"),
                Start.after("1-0123456789abcdef"))) {
            assertIsUnavailable(start);
        }
    }

    @Test
    void placesBehindTheWindowAreNotToBeHadWhileTheLogIsAway() {
        follow();
        log.log().disconnect();
        assertIsUnavailable(new Start.Earliest());
        assertIsUnavailable(new Start.After(log.cursor(40)));
        assertThat(resolve(new Start.After(log.cursor(95)))).isEqualTo(behind(log.cursor(95)));
        assertThat(resolve(new Start.Now())).isEqualTo(live());
    }

    private void assertIsUnavailable(Start start) {
        assertThatThrownBy(() -> resolve(start)).as("%s", start).isInstanceOf(LogUnavailableException.class);
    }

    private Resolution resolve(Start start) {
        return starts(Duration.ZERO)
                .resolve(start, SELECTION)
                .map(Beginning::at)
                .block(PATIENCE);
    }

    private Starts starts(Duration patience) {
        return new Starts(log.window(), replay, log.state(), patience, 1000);
    }

    private static Resolution live() {
        return new Resolution.Live();
    }

    private static Resolution behind(Cursor cursor) {
        return new Resolution.Behind(cursor);
    }

    private Resolution gone(String requested, long earliest, Reason reason) {
        return new Resolution.Gone(
                new Gap(requested, log.cursor(earliest).asBefore(), log.window().newest(), reason));
    }
}
