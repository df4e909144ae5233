package io.fourways.service.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PauseTests {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final Pause pause = new Pause(POLL_INTERVAL, FIRST_DELAY, LONGEST_DELAY, new Random(1));

    @Test
    void isNoneWhileThereIsWork() {
        assertThat(pause.after(Relayed.all(3))).isZero();
    }

    @Test
    void lastsUntilTheNextLookWhenThereIsNone() {
        assertThat(pause.after(Relayed.NOTHING)).isEqualTo(POLL_INTERVAL);
    }

    @Test
    void isShortWhileAnotherInstanceHasASource() {
        assertThat(pause.after(Relayed.BUSY)).isPositive().isLessThan(POLL_INTERVAL);
    }

    @Test
    void growsWithEachFailureUpToTheLongestAndVaries() {
        Relayed failed = Relayed.failed(0, new IllegalStateException("away"));
        Duration[] pauses = Stream.generate(() -> pause.after(failed)).limit(40).toArray(Duration[]::new);
        assertThat(pauses[0]).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses[3]).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(Stream.of(pauses).skip(10))
                .allSatisfy(late -> assertThat(late).isBetween(Duration.ofMillis(2500), LONGEST_DELAY));
        assertThat(new HashSet<>(List.of(pauses)).size()).isGreaterThan(10);
    }

    @Test
    void beginsAnewOnceSomethingGotThrough() {
        Relayed failed = Relayed.failed(0, new IllegalStateException("away"));
        Stream.generate(() -> pause.after(failed)).limit(10).forEach(ignored -> {});
        pause.after(Relayed.all(1));
        assertThat(pause.after(failed)).isLessThanOrEqualTo(FIRST_DELAY);
    }
}
