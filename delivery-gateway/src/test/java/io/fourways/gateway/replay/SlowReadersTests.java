package io.fourways.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.policy.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers in different places of the log, each of whom takes a little at a time and comes back for the next. */
class SlowReadersTests {

    private static final int MB = 1 << 20;
    private static final int READERS = 6;
    private static final int APART = 1_024;
    private static final int TAKEN_AT_ONCE = 8;
    private static final String PADDING = "x".repeat(2_000);

    private final FollowedLog log = new FollowedLog(10).following();
    private final Replay replay = new Replay(
            log.log(),
            log.window(),
            new ReplayLimits(4, 100, 32 * MB, 8 * MB),
            Policies.NONE,
            new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        replay.close();
    }

    /** What is kept is little beside what may be read at a time: a page as large as that would be gone when they come back. */
    @Test
    void doNotHaveTheLogReadAgainAndAgain() throws Exception {
        for (int i = 0; i < (READERS + 1) * APART; i++) {
            log.log().append(Events.of("e" + i, "a", "t", '"' + PADDING + '"'));
        }
        long[] places = LongStream.range(0, READERS).map(i -> i * APART - 1).toArray();
        for (int taken = 0; taken < APART; taken += TAKEN_AT_ONCE) {
            for (int i = 0; i < READERS; i++) {
                Page page = replay.after(places[i]).get(20, TimeUnit.SECONDS);
                List<LogEntry> rest = page.after(places[i]);
                places[i] = rest.get(Math.min(TAKEN_AT_ONCE, rest.size()) - 1).offset();
            }
        }

        long wanted = (long) READERS * APART * PADDING.length();
        assertThat(log.log().allBytes()).isLessThan(6 * wanted);
    }
}
