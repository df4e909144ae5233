package io.fourways.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of selections whose newest events were looked for. */
class RememberedPatternsTests {

    private final FollowedLog log = new FollowedLog(10).following();
    private final Replay replay = Replays.of(log.log(), log.window());

    @AfterEach
    void stop() {
        replay.close();
    }

    @Test
    void remembersNoMorePatternsThanItHasMemoryFor() {
        log.append("a", 1);
        Backwards backwards = new Backwards(log.window(), replay, 0);
        for (int i = 0; i < 300; i++) {
            backwards.newest(1, selectionOfLongPatterns(i)).block(Duration.ofSeconds(10));
        }
        List<Selection> remembered = backwards.remembered();
        assertThat(remembered).isNotEmpty();
        assertThat(remembered.stream().mapToLong(RememberedPatternsTests::bytes).sum())
                .isLessThanOrEqualTo(8 << 20);
    }

    private static Selection selectionOfLongPatterns(int number) {
        String rest = ".%d.%s".formatted(number, "x".repeat(240));
        return new Selection(
                IntStream.range(0, 100)
                        .mapToObj(i -> NamePattern.ofChannels(i + rest))
                        .toList(),
                IntStream.range(0, 100)
                        .mapToObj(i -> NamePattern.ofTypes(i + rest))
                        .toList());
    }

    /** An object has a header of 12 bytes, and a pattern is three of them. */
    private static long bytes(Selection selection) {
        return Stream.concat(selection.channels().stream(), selection.types().stream())
                .mapToLong(pattern -> 3 * 12 + pattern.toString().length())
                .sum();
    }
}
