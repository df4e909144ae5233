package io.fourways.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class PauseTests {

    private static final RelayProperties DEFAULTS =
            Binder.get(new MockEnvironment()).bindOrCreate("fourways.ingest.relay", RelayProperties.class);

    private final Pause pause = new Pause(DEFAULTS, new Random(1));

    @Test
    void hasDefaults() {
        assertThat(DEFAULTS)
                .isEqualTo(new RelayProperties(
                        200,
                        DataSize.ofMegabytes(4),
                        2,
                        Duration.ofMillis(500),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5)));
    }

    @Test
    void isNoneWhileThereIsWork() {
        assertThat(pause.after(Relayed.all(3))).isZero();
    }

    @Test
    void lastsUntilTheNextLookWhenThereIsNone() {
        assertThat(pause.after(Relayed.NOTHING)).isEqualTo(DEFAULTS.pollInterval());
    }

    @Test
    void isShortWhileAnotherInstanceHasASource() {
        assertThat(pause.after(Relayed.BUSY)).isPositive().isLessThan(DEFAULTS.pollInterval());
    }

    @Test
    void growsWithEachFailureUpToTheLongestAndVaries() {
        Relayed failed = Relayed.failed(0, new IllegalStateException("away"));
        Duration[] pauses = Stream.generate(() -> pause.after(failed)).limit(40).toArray(Duration[]::new);
        assertThat(pauses[0]).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses[3]).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(Stream.of(pauses).skip(10))
                .allSatisfy(late -> assertThat(late).isBetween(Duration.ofMillis(2500), DEFAULTS.longestDelay()));
        assertThat(new HashSet<>(List.of(pauses)).size()).isGreaterThan(10);
    }

    @Test
    void beginsAnewOnceSomethingGotThrough() {
        Relayed failed = Relayed.failed(0, new IllegalStateException("away"));
        Stream.generate(() -> pause.after(failed)).limit(10).forEach(ignored -> {});
        pause.after(Relayed.all(1));
        assertThat(pause.after(failed)).isLessThanOrEqualTo(DEFAULTS.firstDelay());
    }
}
