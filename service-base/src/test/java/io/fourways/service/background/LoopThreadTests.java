package io.fourways.service.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopThreadTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private LoopThread thread;

    @AfterEach
    void stop() {
        thread.stop();
    }

    private void start(Duration patience, LoopThread.Work work) {
        thread = new LoopThread("tested", patience, "The thread that is tested has died", work);
        thread.start();
    }

    private void restInRounds() throws InterruptedException {
        while (thread.isWanted()) {
            rounds.incrementAndGet();
            thread.rest(LONG);
        }
        ended.set(true);
    }

    private void pauseInRounds() throws InterruptedException {
        while (thread.isWanted()) {
            rounds.incrementAndGet();
            thread.pause(LONG);
        }
        ended.set(true);
    }

    @Test
    void restsUntilThereAreNews() {
        start(LONG, this::restInRounds);
        await().until(() -> rounds.get() == 1);
        thread.raise();
        await().until(() -> rounds.get() == 2);
    }

    @Test
    void pausesThoughThereAreNews() {
        start(LONG, () -> {
            thread.raise();
            thread.pause(Duration.ofMillis(1));
            restInRounds();
        });
        await().until(() -> rounds.get() == 1);
        thread.raise();
        await().until(() -> rounds.get() == 2);
    }

    @Test
    void endsARestWhenStopped() {
        start(LONG, this::restInRounds);
        await().until(() -> rounds.get() == 1);
        thread.stop();
        assertThat(ended).isTrue();
    }

    @Test
    void endsAPauseWhenStopped() {
        start(LONG, this::pauseInRounds);
        await().until(() -> rounds.get() == 1);
        thread.stop();
        assertThat(ended).isTrue();
    }

    @Test
    void bringsWhatItIsAtToItsEndWhenStopped() {
        start(LONG, () -> {
            while (thread.isWanted()) {
                rounds.incrementAndGet();
            }
            new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            ended.set(true);
        });
        await().until(() -> rounds.get() > 0);
        thread.stop();
        assertThat(ended).isTrue();
    }

    @Test
    void isInterruptedWhenItDoesNotEndInTime() {
        start(Duration.ZERO, () -> {
            rounds.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException hurried) {
                ended.set(true);
                throw hurried;
            }
        });
        await().until(() -> rounds.get() == 1);
        thread.stop();
        await().untilTrue(ended);
        assertThat(thread.hasDied()).isFalse();
    }

    @Test
    void hasDiedWhenItEndsThoughNobodyStoppedIt() {
        start(LONG, () -> {});
        await().until(thread::hasDied);
    }

    @Test
    void hasNotDiedWhenItWasStopped() {
        start(LONG, this::restInRounds);
        thread.stop();
        assertThat(ended).isTrue();
        assertThat(thread.hasDied()).isFalse();
        assertThat(thread.isRunning()).isFalse();
    }

    @Test
    void worksAgainWhenItIsStartedAgain() {
        start(LONG, this::pauseInRounds);
        await().until(() -> rounds.get() == 1);
        thread.stop();
        thread.start();
        await().until(() -> rounds.get() == 2);
        assertThat(thread.isRunning()).isTrue();
    }
}
