package io.fourways.ingest.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.ingest.database.RunningDatabase;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class RejectionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestDatabase server;
    private static RunningDatabase running;

    @Configuration(proxyBeanMethods = false)
    @Import(RejectedConfiguration.class)
    static class Parts {

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @BeforeAll
    static void start() {
        server = TestDatabase.mortal();
        running = RunningDatabase.on(
                server.url(),
                Clock.systemUTC(),
                List.of(
                        "fourways.ingest.rejected.max-body-size=1KB",
                        "fourways.ingest.rejected.max-bytes-per-hour=64KB",
                        "fourways.ingest.rejected.max-waiting-bytes=128KB"),
                Parts.class);
        running.awaitReady();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static void keep(String source, int bodySize) {
        running.get(Rejections.class)
                .keep(new RejectedWebhook(
                        source,
                        Instant.now(),
                        "forged",
                        "signature-mismatch",
                        "https://hooks.example/webhooks/" + source,
                        null,
                        Map.of("x-signature", List.of("sha256=00"), "x-special", List.of("needle")),
                        Set.of("x-special"),
                        new byte[bodySize],
                        bodySize));
    }

    @Test
    void keepsNoCredentialsInClear() {
        keep("clear", 10);
        awaitRows("clear", 1);
        assertThat(server.count("SELECT count(*) FROM rejected WHERE source = 'clear' AND headers::text LIKE '%sha256%'"
                        + " AND headers::text NOT LIKE '%needle%'"))
                .isOne();
    }

    private static void awaitRows(String source, long rows) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.count("SELECT count(*) FROM rejected WHERE source = '" + source + "'"))
                .isEqualTo(rows));
    }

    @Test
    void keepsAsMuchOfBodyAsItMayAndHowLongItWas() {
        keep("cut", 5_000);
        awaitRows("cut", 1);
        assertThat(server.count("SELECT length(body) FROM rejected WHERE source = 'cut'"))
                .isEqualTo(1024);
        assertThat(server.count("SELECT body_size FROM rejected WHERE source = 'cut'"))
                .isEqualTo(5_000);
    }

    @Test
    void keepsNoMoreOfOneSourceThanItsAllowanceAndCountsTheRest() {
        for (int i = 0; i < 1_000; i++) {
            keep("flood", 1_024);
        }
        keep("quiet", 10);
        awaitRows("quiet", 1);
        long kept = server.count("SELECT count(*) FROM rejected WHERE source = 'flood'");
        assertThat(kept).isBetween(1L, 64L);
        assertThat(running.get(MeterRegistry.class)
                        .get("fourways.ingest.rejected.dropped")
                        .tag("reason", "allowance")
                        .counter()
                        .count())
                .isEqualTo((double) (1_000 - kept));
    }

    @Test
    void countsWhatItKeeps() {
        double before = counted("kept");
        keep("counted", 10);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counted("kept")).isGreaterThan(before));
    }

    /** Together they weigh more than may wait, though each source's allowance would do. */
    @Test
    void keepsNoMoreWaitingThanItMayAndCountsTheRest() {
        double kept = counted("kept");
        AtomicInteger sent = new AtomicInteger();
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < 200; i++) {
                keep("many-" + i, 1_024);
            }
            sent.addAndGet(200);
            assertThat(dropped("overloaded")).isPositive();
        });
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counted("kept") - kept + dropped("overloaded"))
                .isGreaterThanOrEqualTo(sent.get()));
    }

    @Test
    void countsWhatTheDatabaseDidNotTake() {
        server.kill();
        try {
            keep("lost", 10);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(dropped("database")).isPositive());
        } finally {
            server.restart();
        }
        running.awaitReady();
    }

    private static double dropped(String reason) {
        return running.get(MeterRegistry.class)
                .get("fourways.ingest.rejected.dropped")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static double counted(String what) {
        return running.get(MeterRegistry.class)
                .get("fourways.ingest.rejected." + what)
                .counter()
                .count();
    }
}
