package io.fourways.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.policy.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A page may have 10,000 bytes, which are nine of the events here, and some more when it is a single event. */
class FullPagesTests {

    private static final int PAGE_BYTES = 10_000;
    private static final int EVENTS = 2_000;

    private final FollowedLog log = new FollowedLog(10).following();
    private final GatedLog gate = new GatedLog(log.log());
    private final Replay replay = new Replay(
            gate,
            log.window(),
            new ReplayLimits(2, 100, 2 * PAGE_BYTES, 1000 * PAGE_BYTES),
            Policies.NONE,
            new SimpleMeterRegistry());
    private int published;

    @AfterEach
    void stop() {
        gate.open();
        replay.close();
    }

    @Test
    void endWithTheLastEventThatFits() {
        publish(EVENTS);
        gate.open();

        Page page = page(-1);

        assertThat(page.full()).isTrue();
        assertThat(page.entries()).hasSize(9);
        assertThat(page.end()).isEqualTo(9);
        assertThat(log.log().mostBytes()).isLessThanOrEqualTo(PAGE_BYTES);
    }

    @Test
    void areContinuedWhereTheyEndAndNothingIsReadTwice() {
        publish(EVENTS);
        gate.open();

        assertThat(offsets()).isEqualTo(behindTheWindow());
        assertThat(log.log().mostBytes()).isLessThanOrEqualTo(PAGE_BYTES);
        assertThat(log.log().allBytes()).isLessThan((EVENTS + 10L) * 1100);
    }

    /** Its connection takes one event at a time, and it comes back for the next. */
    @Test
    void areNotReadTwiceForAReaderThatIsSlow() {
        publish(EVENTS);
        gate.open();

        for (long offset = 0; offset < EVENTS - 10; offset++) {
            assertThat(page(offset - 1).after(offset - 1).get(0).offset()).isEqualTo(offset);
        }

        assertThat(log.log().allBytes()).isLessThan((EVENTS + 10L) * 1100);
    }

    @Test
    void areContinuedOnceHoweverManyWaitForIt() {
        publish(EVENTS);
        gate.letOneThrough();
        long end = page(-1).end();

        List<CompletableFuture<Page>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(replay.after(end - 1));
        }
        gate.open();

        assertThat(waiting.stream().map(FullPagesTests::join).distinct()).hasSize(1);
        assertThat(join(waiting.get(0)).from()).isEqualTo(end);
        assertThat(log.log().reads()).isEqualTo(2);
    }

    @Test
    void areSharedByWhoBeginNearEachOtherFarIn() {
        publish(EVENTS);

        List<CompletableFuture<Page>> waiting = LongStream.range(1000, 1008)
                .mapToObj(at -> replay.after(at - 1))
                .toList();
        gate.open();

        List<Page> pages = waiting.stream().map(FullPagesTests::join).distinct().toList();
        assertThat(pages).hasSize(1);
        assertThat(pages.get(0).from()).isEqualTo(1000);
        assertThat(pages.get(0).end()).isGreaterThanOrEqualTo(1008);
    }

    @Test
    void areFoundFromAnywhere() {
        for (int i = 0; i < EVENTS; i++) {
            publish(i % 7 == 0 ? 9_000 : i % 300 < 100 ? 4_000 : 10, "e");
        }
        gate.open();

        for (long offset = 0; offset < EVENTS - 10; offset += 37) {
            assertThat(join(replay.at(offset))).isEqualTo(log.cursor(offset));
        }
        assertThat(log.log().mostBytes()).isLessThanOrEqualTo(PAGE_BYTES);
    }

    @Test
    void readNoMoreThanAFewPagesToBeginFarIn() {
        publish(EVENTS);
        gate.open();

        page(1500);

        assertThat(log.log().allBytes()).isLessThan(12 * PAGE_BYTES);
    }

    @Test
    void holdASingleEventThatIsLargerThanAPage() {
        publish(5);
        publish(5 * PAGE_BYTES, "large");
        publish(30);
        gate.open();

        assertThat(page(-1).end()).isEqualTo(5);
        assertThat(page(4).entries()).extracting(LogEntry::offset).containsExactly(5L);
        assertThat(page(4).end()).isEqualTo(6);
        assertThat(offsets()).isEqualTo(behindTheWindow());
    }

    @Test
    void leaveOutWhatThePageBeforeHad() {
        publish(5);
        publish(900, "twice");
        publish(50);
        publish(900, "twice");
        publish(50);
        gate.open();

        assertThat(offsets()).contains(5L, 57L).doesNotContain(56L);
    }

    @Test
    void leaveOutWhatStoodShortlyBeforeWhereTheyBegin() {
        publish(EVENTS);
        publish(900, "twice");
        publish(8);
        publish(900, "twice");
        publish(50);
        gate.open();

        Page page = page(EVENTS + 8);

        assertThat(page.from()).isGreaterThan(EVENTS);
        assertThat(visible(page)).contains(EVENTS + 10L).doesNotContain(EVENTS + 9L);
    }

    private void publish(int events) {
        for (int i = 0; i < events; i++) {
            publish(900, "e");
        }
    }

    private void publish(int bytes, String id) {
        String unique = id.equals("twice") ? id : id + "-" + published++;
        log.log().append(Events.of(unique, "a", "t", '"' + "x".repeat(bytes) + '"'));
    }

    /** All that is seen by one who reads from the beginning. */
    private List<Long> offsets() {
        List<Long> offsets = new ArrayList<>();
        long windowStart = log.window().oldest().offset();
        for (long end = 0; end < windowStart; ) {
            Page page = page(end - 1);
            assertThat(page.from()).isEqualTo(end);
            offsets.addAll(visible(page));
            end = page.end();
        }
        return offsets;
    }

    private List<Long> behindTheWindow() {
        return LongStream.range(0, log.window().oldest().offset()).boxed().toList();
    }

    private static List<Long> visible(Page page) {
        return page.entries().stream()
                .filter(LogEntry::isVisible)
                .map(LogEntry::offset)
                .toList();
    }

    private Page page(long offset) {
        return join(replay.after(offset));
    }

    private static <T> T join(CompletableFuture<T> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
