package io.fourways.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.policy.Policies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayMetricsTests {

    private static final int WINDOW = 10;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FollowedLog log = new FollowedLog(WINDOW).following();
    private final GatedLog gate = new GatedLog(log.log());
    private final Replay replay =
            new Replay(gate, log.window(), new ReplayLimits(1, 2, 100 << 20, 100 << 20), Policies.NONE, registry);

    @AfterEach
    void stop() {
        gate.open();
        replay.close();
    }

    @Test
    void countsPagesThatAreSharedAsAskedForAndNotAsRead() {
        log.append("a", Replay.PAGE + WINDOW);
        gate.open();

        List<CompletableFuture<Page>> pages =
                IntStream.range(0, 100).mapToObj(i -> replay.after(40L * i)).toList();
        pages.forEach(CompletableFuture::join);

        assertThat(count("asked")).isEqualTo(100);
        assertThat(registry.get("fourways.gateway.replay.read").timer().count()).isEqualTo(1);
        assertThat(count("refused")).isZero();
    }

    @Test
    void countsPagesThatHaveNoPlaceToWait() {
        log.append("a", 10 * Replay.PAGE);

        List<CompletableFuture<Page>> pages = IntStream.range(0, 5)
                .mapToObj(i -> replay.after((long) i * Replay.PAGE))
                .toList();

        assertThat(count("refused")).isEqualTo(2);
        assertThat(registry.get("fourways.gateway.replay.waiting").gauge().value())
                .isEqualTo(3);
        assertThat(pages.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(2);
    }

    private double count(String name) {
        return registry.get("fourways.gateway.replay." + name).counter().count();
    }
}
