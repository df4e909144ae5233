package io.fourways.gateway.position;

import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.ReplayLimits;
import io.fourways.gateway.replay.Replays;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BackwardsTests {

    /** More than two pages of the log. */
    private static final int FAR = 10_000;

    private final FollowedLog log = new FollowedLog(10).following();
    private final Replay replay = Replays.of(log.log(), log.window());

    @AfterEach
    void stop() {
        replay.close();
    }

    @Test
    void findsInTheWindowWithoutReadingTheLog() {
        log.append("a", 100);
        assertThat(newest(10, selecting("a"))).isEqualTo(from(90));
        assertThat(log.log().reads()).isZero();
    }

    @Test
    void findsOneMoreThanTheWindowHolds() {
        log.append("a", 100);
        assertThat(newest(11, selecting("a"))).isEqualTo(from(89));
    }

    @Test
    void findsTheRareFarBehind() {
        log.append("rare", 3);
        log.append("a", FAR);
        log.append("rare");
        assertThat(newest(1, selecting("rare"))).isEqualTo(from(FAR + 3));
        assertThat(newest(2, selecting("rare"))).isEqualTo(from(2));
        assertThat(newest(3, selecting("rare"))).isEqualTo(from(1));
    }

    @Test
    void beginsWithTheFirstOfThemWhenThereAreFewer() {
        log.append("a", 5);
        log.append("rare", 3);
        log.append("a", FAR);
        assertThat(newest(1000, selecting("rare"))).isEqualTo(from(5));
    }

    @Test
    void beginsWithTheFirstThatIsLeft() {
        log.append("a", FAR);
        log.log().forgetBefore(5000);
        assertThat(newest(Integer.MAX_VALUE, selecting("a"))).isEqualTo(from(5000));
    }

    @Test
    void isNotEndedByAHoleInTheLog() {
        log.append("rare");
        log.append("a", 3071);
        log.log().leaveOut(1); // where the reading of the page from 4096 on begins, which looks back for duplicates
        log.append("a", FAR);
        assertThat(newest(1, selecting("rare"))).isEqualTo(from(0));
    }

    @Test
    void isLiveWhenThereAreNone() {
        assertThat(newest(3, selecting("a"))).isEqualTo(live());
        log.append("a", FAR);
        assertThat(newest(3, selecting("never"))).isEqualTo(live());
    }

    @Test
    void looksNoFurtherThanItMay() {
        log.append("rare");
        log.append("a", 5 * FAR);
        Backwards near = new Backwards(log.window(), replay, 1000);

        assertThat(near.newest(1, selecting("rare")).block(Duration.ofSeconds(10)))
                .isEqualTo(live());

        assertThat(log.log().reads()).isLessThanOrEqualTo(2);
    }

    @Test
    void countsOnlyWhatIsSelected() {
        for (int i = 0; i < 100; i++) {
            log.log().append(Events.on(i % 2 == 0 ? "a.x" : "b", i % 3 == 0 ? "order.made" : "other"));
        }
        Selection selection =
                new Selection(List.of(NamePattern.ofChannels("a.*")), List.of(NamePattern.ofTypes("order.*")));
        assertThat(newest(1, selection)).isEqualTo(from(96));
        assertThat(newest(4, selection)).isEqualTo(from(78));
    }

    @Test
    void countsADuplicateOnce() {
        byte[] twice = Events.of("twice", "a", "t", "{}");
        log.append("a", 50);
        log.log().append(twice);
        log.log().append(twice);
        log.append("a", 20);
        assertThat(newest(22, selecting("a"))).isEqualTo(from(49));
    }

    /** Nothing that was read is kept, so that everything that is looked at twice is read twice. */
    @Nested
    class WithoutPages {

        private final Replay forgetful = new Replay(
                log.log(),
                log.window(),
                new ReplayLimits(2, 100, 100 << 20, 0),
                Policies.NONE,
                new SimpleMeterRegistry());
        private final Backwards backwards = new Backwards(log.window(), forgetful, 1_000_000);

        @AfterEach
        void stop() {
            forgetful.close();
        }

        @Test
        void looksOnceHoweverManyAsk() {
            log.append("a", FAR);
            List<CompletableFuture<Resolution>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(backwards.newest(1 + i % 3, selecting("never")).toFuture());
            }
            assertThat(answers).allSatisfy(answer -> assertThat(answer)
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(live()));
            assertThat(log.log().reads()).isLessThanOrEqualTo(3);
        }

        @Test
        void looksOnlyAtWhatHasComeSince() {
            log.append("a", FAR);
            assertThat(look(1, "rare")).isEqualTo(live());
            int reads = log.log().reads();

            log.append("a", 5);
            assertThat(look(1, "rare")).isEqualTo(live());
            assertThat(log.log().reads()).isEqualTo(reads);

            log.append("rare");
            assertThat(look(1, "rare")).isEqualTo(from(FAR + 5));
            assertThat(log.log().reads()).isEqualTo(reads);
        }

        @Test
        void looksAtWhatHasComeSinceAndHasLeftTheWindow() {
            log.append("a", FAR);
            assertThat(look(2, "rare")).isEqualTo(live());
            int reads = log.log().reads();

            log.append("rare", 3);
            log.append("a", 100);

            assertThat(look(2, "rare")).isEqualTo(from(FAR + 1));
            assertThat(log.log().reads()).as("a page and where the log begins").isLessThanOrEqualTo(reads + 2);
        }

        @Test
        void looksFurtherBackForMoreInTheWindow() {
            log.append("a", 8);
            assertThat(look(1, "a")).isEqualTo(from(7));
            assertThat(look(5, "a")).isEqualTo(from(3));
        }

        @Test
        void looksFurtherBackForMoreInTheWindowAndBehindIt() {
            log.append("a", FAR);
            assertThat(look(1, "a")).isEqualTo(from(FAR - 1));
            assertThat(look(5, "a")).isEqualTo(from(FAR - 5));
            assertThat(look(15, "a")).isEqualTo(from(FAR - 15));
        }

        @Test
        void looksFurtherBackForMore() {
            log.append("rare", 2);
            log.append("a", FAR);
            log.append("rare", 2);
            log.append("a", 20);
            assertThat(look(1, "rare")).isEqualTo(from(FAR + 3));
            assertThat(look(3, "rare")).isEqualTo(from(1));
            int reads = log.log().reads();
            assertThat(look(2, "rare")).isEqualTo(from(FAR + 2));
            assertThat(look(4, "rare")).isEqualTo(from(0));
            assertThat(log.log().reads()).isLessThanOrEqualTo(reads + 2);
        }

        @Test
        void findsNothingThatTheLogHasForgottenSince() {
            log.append("rare", 2);
            log.append("a", FAR);
            assertThat(look(2, "rare")).isEqualTo(from(0));

            log.log().forgetBefore(1);
            await().untilAsserted(() -> assertThat(look(2, "rare")).isEqualTo(from(1)));
            log.log().forgetBefore(2);
            await().untilAsserted(() -> assertThat(look(2, "rare")).isEqualTo(live()));
        }

        @Test
        void looksAgainInAnotherLog() {
            log.append("rare", 2);
            log.append("a", FAR);
            assertThat(look(1, "rare")).isEqualTo(from(1));

            log.log().replace();
            forgetful.clear();
            log.append("a", 5);
            assertThat(look(1, "rare")).isEqualTo(live());
            log.append("rare");
            log.append("a", FAR);
            assertThat(look(1, "rare")).isEqualTo(from(5));
        }

        @Test
        void looksAgainWhenItCouldNot() {
            log.append("rare", 2);
            log.append("a", FAR);
            log.log().disconnect();
            assertThatThrownBy(() -> look(1, "rare")).isInstanceOf(LogUnavailableException.class);

            log.log().connect();
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(look(1, "rare")).isEqualTo(from(1)));
        }

        private Resolution look(int count, String channel) {
            return backwards.newest(count, selecting(channel)).block(Duration.ofSeconds(10));
        }
    }

    @Test
    void looksAtNoMoreBytesThanItMay() {
        log.append("rare");
        log.append("a", FAR);
        try (Replay small = new Replay(
                log.log(),
                log.window(),
                new ReplayLimits(1, 100, 10_000, 0),
                Policies.NONE,
                new SimpleMeterRegistry())) {
            Backwards near = new Backwards(log.window(), small, 4_096);
            assertThat(near.newest(1, selecting("rare")).block(Duration.ofSeconds(10)))
                    .isEqualTo(live());
            int reads = log.log().reads();
            assertThat(near.newest(1, selecting("rare")).block(Duration.ofSeconds(10)))
                    .isEqualTo(live());
            assertThat(log.log().reads()).isEqualTo(reads);
        }
        assertThat(log.log().allBytes()).isLessThan(300_000);
    }

    /** Pages are smaller than what may be read at once where little of them is kept, and as far is looked back in more of them. */
    @Test
    void looksAsFarBackInSmallPages() {
        log.append("rare");
        for (int i = 0; i < 4_000; i++) {
            log.log().append(Events.of("large" + i, "a", "t", '"' + "x".repeat(2_000) + '"'));
        }
        try (Replay small = new Replay(
                log.log(),
                log.window(),
                new ReplayLimits(1, 100, 8 << 20, 0),
                Policies.NONE,
                new SimpleMeterRegistry())) {
            Backwards near = new Backwards(log.window(), small, 4_096);

            assertThat(near.newest(1, selecting("rare")).block(Duration.ofSeconds(10)))
                    .isEqualTo(from(0));
        }
    }

    private Resolution newest(int count, Selection selection) {
        return new Backwards(log.window(), replay, 1_000_000)
                .newest(count, selection)
                .block(Duration.ofSeconds(10));
    }

    private static Resolution live() {
        return new Resolution.Live();
    }

    private Resolution from(long offset) {
        return new Resolution.Behind(log.cursor(offset).asBefore());
    }
}
