package io.fourways.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EarliestTests {

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final InMemoryLog log = new InMemoryLog();
    private final Window window = new Window(10, Long.MAX_VALUE);

    @Test
    void isFoundForTheOthersThoughOneWhoAskedGoes() throws Exception {
        log.append(Events.on("a"));
        log.follow(
                10,
                new LogTail(
                        window,
                        new EntryDecoder(new UnpooledByteBufAllocator(false, true), new Identities(10)),
                        new SimpleMeterRegistry()));
        CountDownLatch bothHaveAsked = new CountDownLatch(1);
        threads.execute(() -> await(bothHaveAsked));
        try (Replay replay = Replays.of(log, window, threads, Policies.NONE)) {
            CompletableFuture<Cursor> goes = replay.earliest();
            CompletableFuture<Cursor> stays = replay.earliest();
            goes.cancel(true);
            bothHaveAsked.countDown();

            assertThat(stays.get(10, TimeUnit.SECONDS))
                    .isEqualTo(window.oldest().asBefore());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
