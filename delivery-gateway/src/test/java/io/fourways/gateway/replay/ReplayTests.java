package io.fourways.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.policy.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTests {

    private static final int CONCURRENCY = 2;
    private static final int WINDOW = 10;
    private static final ReplayLimits LIMITS = new ReplayLimits(CONCURRENCY, 100, 100 << 20, 100 << 20);

    private final FollowedLog log = new FollowedLog(WINDOW).following();
    private final GatedLog gate = new GatedLog(log.log());
    private final Replay replay = new Replay(gate, log.window(), LIMITS, Policies.NONE, new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        gate.open();
        replay.close();
    }

    @Test
    void givesAllThatIsBehindTheWindowOncePageByPage() {
        log.append("a", 3 * Replay.PAGE);
        gate.open();
        long windowStart = log.window().oldest().offset();

        List<Long> offsets = new ArrayList<>();
        for (long end = 0; end < windowStart; ) {
            Page page = page(end - 1);
            assertThat(page.from()).isEqualTo(end);
            page.entries().forEach(entry -> offsets.add(entry.offset()));
            end = page.end();
        }

        assertThat(offsets).isEqualTo(LongStream.range(0, windowStart).boxed().toList());
    }

    @Test
    void readsAPageOnceHoweverManyWaitForIt() {
        log.append("a", Replay.PAGE + WINDOW);

        List<CompletableFuture<Page>> waiting =
                IntStream.range(0, 100).mapToObj(i -> replay.after(40L * i)).toList();
        gate.open();

        assertThat(waiting.stream().map(ReplayTests::join).distinct()).hasSize(1);
        assertThat(log.log().reads()).isEqualTo(1);
    }

    @Test
    void readsAPageNotAgainForWhoComesLater() {
        log.append("a", Replay.PAGE + WINDOW);
        gate.open();

        Page first = page(0);

        assertThat(page(Replay.PAGE - 2)).isSameAs(first);
        assertThat(log.log().reads()).isEqualTo(1);
    }

    @Test
    void readsNoMorePagesAtATimeThanItMay() {
        int pages = 6;
        log.append("a", pages * Replay.PAGE + WINDOW);

        List<CompletableFuture<Page>> asked = IntStream.range(0, pages)
                .mapToObj(i -> replay.after((long) i * Replay.PAGE))
                .toList();

        for (int done = 0; done < pages; done++) {
            int expected = done;
            await().until(() -> gate.reading() == Math.min(CONCURRENCY, pages - expected));
            gate.letOneThrough();
            await().until(() -> asked.stream().filter(CompletableFuture::isDone).count() == expected + 1);
        }
        assertThat(gate.most()).isEqualTo(CONCURRENCY);
    }

    @Test
    void leavesOutADuplicateThatStandsCloseBehindTheOriginal() {
        byte[] twice = Events.of("twice", "a", "t", "{}");
        log.append("a", 100);
        log.log().append(twice);
        log.append("a", Replay.LOOK_BACK - 2);
        log.log().append(twice);
        log.append("a", WINDOW);
        gate.open();

        assertThat(visible(page(-1)))
                .contains(100L)
                .doesNotContain(100L + Replay.LOOK_BACK - 1)
                .hasSize(100 + Replay.LOOK_BACK - 1);
    }

    @Test
    void leavesOutADuplicateAlsoWhenTheOriginalIsInThePageBefore() {
        byte[] twice = Events.of("twice", "a", "t", "{}");
        log.append("a", Replay.PAGE - 1);
        log.log().append(twice);
        log.append("a", Replay.LOOK_BACK - 2);
        log.log().append(twice);
        log.append("a", WINDOW);
        gate.open();

        assertThat(visible(page(Replay.PAGE - 1)))
                .doesNotContain((long) Replay.PAGE - 1, (long) Replay.PAGE + Replay.LOOK_BACK - 2)
                .hasSize(Replay.LOOK_BACK - 2);
        assertThat(visible(page(-1))).contains((long) Replay.PAGE - 1).hasSize(Replay.PAGE);
    }

    @Test
    void readsAPageAgainThatEndedWhereTheWindowBegan() {
        log.append("a", 100);
        gate.open();
        assertThat(page(0).end()).isEqualTo(90);

        log.append("a", 50);

        assertThat(visible(page(94))).contains(95L, 139L);
        assertThat(page(0).end()).isEqualTo(140);
    }

    @Test
    void hasNothingOfALogThatWasReplaced() {
        log.append("old", 100);
        gate.open();
        assertThat(channels(page(-1))).containsOnly("old");

        log.log().replace();
        log.append("new", 100);

        assertThat(channels(page(-1))).containsOnly("new");
        assertThat(join(replay.earliest())).isEqualTo(log.cursor(0).asBefore());
    }

    @Test
    void saysFromWhereOnTheLogHasForgottenNothing() {
        log.append("a", 3 * Replay.PAGE);
        log.log().forgetBefore(5000);
        gate.open();

        assertThat(join(replay.earliest())).isEqualTo(log.cursor(5000).asBefore());
        assertThat(page(-1).entries()).isEmpty();
        for (Page page : List.of(page(-1), page(4999))) {
            assertThat(page.begin()).isEqualTo(log.cursor(5000).asBefore());
            assertThat(page.hasForgottenAfter(4998)).isTrue();
            assertThat(page.hasForgottenAfter(4999)).isFalse();
        }
        assertThat(page(2 * Replay.PAGE).begin()).isNull();
    }

    @Test
    void takesAHoleForNothingForgotten() {
        log.append("a", 3000);
        log.log().leaveOut(200);
        log.append("a", Replay.PAGE);
        gate.open();

        assertThat(page(-1).hasForgottenAfter(2999)).isFalse();
        assertThat(page(3100).hasForgottenAfter(3100)).isFalse();
        assertThat(visible(page(3100))).contains(2999L, 3200L);
    }

    /** What is read before a page, to know duplicates, then does not begin where it was asked for. */
    @Test
    void doesNotTakeAHoleBeforeAPageForTheBeginOfTheLog() {
        log.append("a", Replay.PAGE - Replay.LOOK_BACK);
        log.log().leaveOut(1);
        log.append("a", Replay.PAGE);
        gate.open();

        assertThat(page(Replay.PAGE).begin()).isNull();
    }

    @Test
    void namesTheVeryEventAtAnOffset() {
        log.append("a", 50);
        log.log().leaveOut(1);
        log.append("a", 50);
        gate.open();

        assertThat(join(replay.at(49))).isEqualTo(log.cursor(49));
        assertThat(join(replay.at(50))).as("a hole").isNull();
        assertThat(join(replay.at(51))).isEqualTo(log.cursor(51));
    }

    @Test
    void failsWhileTheLogIsAwayAndNoLonger() {
        log.append("a", 100);
        gate.open();
        log.log().disconnect();
        assertThatThrownBy(() -> page(0)).hasCauseInstanceOf(LogUnavailableException.class);
        assertThatThrownBy(() -> join(replay.earliest())).hasCauseInstanceOf(LogUnavailableException.class);

        log.log().connect();

        // the cache lets go of a failure just after it has told it
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(page(0).entries()).hasSize(90));
        await().ignoreExceptions().untilAsserted(() -> assertThat(join(replay.earliest()))
                .isEqualTo(log.cursor(0).asBefore()));
    }

    @Test
    void sendsAwayWhoWouldHaveToWaitTooLong() {
        log.append("a", 5 * Replay.PAGE + WINDOW);
        try (Replay small = new Replay(
                gate,
                log.window(),
                new ReplayLimits(1, 2, 100 << 20, 100 << 20),
                Policies.NONE,
                new SimpleMeterRegistry())) {
            List<CompletableFuture<Page>> asked = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                asked.add(small.after((long) i * Replay.PAGE));
            }
            long fourth = 3L * Replay.PAGE;
            assertThatThrownBy(() -> join(small.after(fourth))).hasCauseInstanceOf(LogUnavailableException.class);
            assertThatThrownBy(() -> join(small.earliest())).hasCauseInstanceOf(LogUnavailableException.class);
            assertThat(small.after(7)).as("what is being read already").isNotDone();
            CompletableFuture<Page> further = small.furtherAfter(4L * Replay.PAGE);
            assertThat(further).as("of one who has begun").isNotDone();

            gate.open();

            asked.forEach(ReplayTests::join);
            assertThat(join(further).entries()).isNotEmpty();
            assertThat(join(small.after(fourth)).entries()).isNotEmpty();
        }
    }

    private Page page(long offset) {
        return join(replay.after(offset));
    }

    private static <T> T join(CompletableFuture<T> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static List<Long> visible(Page page) {
        return page.entries().stream()
                .filter(LogEntry::isVisible)
                .map(LogEntry::offset)
                .toList();
    }

    private static List<String> channels(Page page) {
        return page.entries().stream().map(LogEntry::channel).toList();
    }
}
