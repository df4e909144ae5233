package io.fourways.gateway.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.channels.ChannelBackfill.Extent;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.replay.Replays;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelBackfillTests {

    private static final int MAX_CHANNELS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FollowedLog log = new FollowedLog(10);
    private final ChannelBackfill backfill =
            new ChannelBackfill(log.log(), Replays.of(log.log(), log.window()), Clock.systemUTC(), MAX_CHANNELS);

    @AfterEach
    void close() {
        backfill.close();
    }

    @Test
    void findsWhatTheLogHeldBeforeItWasFollowed() {
        log.append("a", 3);
        log.append("b", 2);
        follow(1);
        log.append("c", 100);

        assertThat(extent()).isEqualTo(new Extent(true, 0));
        assertThat(found()).hasSize(2);
        assertThat(found().get("a").events()).isEqualTo(3);
        assertThat(found().get("b").events()).as("one of them was followed").isEqualTo(1);
    }

    @Test
    void looksThroughTheLogOnceAndNotUnasked() {
        log.append("a", 3);
        follow(1);
        assertThat(log.log().reads()).isZero();

        extent();
        int reads = log.log().reads();
        extent();
        assertThat(log.log().reads()).as("but for where it begins").isLessThanOrEqualTo(reads + 1);
    }

    @Test
    void forgetsWhatRetentionHasPassed() {
        log.append("a", 3);
        log.append("b", 3);
        follow(1);
        assertThat(extent().earliest()).isZero();

        assertThat(backfill.trafficSince(3)).containsOnlyKeys("b");
        assertThat(backfill.trafficSince(0)).containsOnlyKeys("b");
    }

    @Test
    void saysThatItIsNotWholeWhenThereAreTooMany() {
        for (int i = 0; i <= MAX_CHANNELS; i++) {
            log.append("a" + i);
        }
        log.append("followed");
        follow(1);

        assertThat(extent().whole()).isFalse();
        assertThat(found()).hasSize(MAX_CHANNELS);
    }

    @Test
    void goesOnWhenTheLogIsBack() {
        log.append("a", 3);
        follow(1);
        log.log().disconnect();
        assertThat(extent()).isEqualTo(Extent.UNKNOWN);

        log.log().connect();
        await().atMost(PATIENCE).until(() -> extent().whole());
        assertThat(found()).containsOnlyKeys("a");
    }

    @Test
    void beginsAnewWithAnotherLog() {
        log.append("a", 3);
        follow(1);
        assertThat(extent().whole()).isTrue();

        log.log().replace();
        assertThat(found()).isEmpty();
        assertThat(extent().whole()).as("nothing of it has been followed yet").isFalse();
        log.append("b");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(extent()).isEqualTo(new Extent(true, 0)));
        assertThat(found()).isEmpty();
    }

    /** Reading takes a quarter of its thread's time, and what else the machine does only makes that less. */
    @Test
    void restsLongerThanItReadsAndKeepsNobodyWaiting() {
        log.append("a", 30);
        SlowLog slow = new SlowLog(log.log(), Duration.ofMillis(40));
        try (ChannelBackfill patient =
                new ChannelBackfill(slow, Replays.of(log.log(), log.window()), Clock.systemUTC(), MAX_CHANNELS)) {
            log.tail().addListener(patient);
            follow(1);
            long start = System.nanoTime();
            assertThat(patient.extent().block(PATIENCE))
                    .as("long before it is looked through")
                    .isEqualTo(new Extent(false, 0));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> patient.extent().block(PATIENCE).whole());
            assertThat(System.nanoTime() - start).isGreaterThan(3 * slow.nanosRead());
        }
    }

    private void follow(long backlog) {
        log.tail().addListener(backfill);
        log.log().follow(backlog, log.tail());
    }

    private Extent extent() {
        return backfill.extent().block(PATIENCE);
    }

    private Map<String, Traffic> found() {
        return backfill.trafficSince(0);
    }
}
