package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads: the one that follows the log appends to a channel just when somebody subscribes to it on an event loop. */
class InterestThreadsTests {

    private static final int TIMES = 20_000;

    /** Longer than the loop has to be behind to be woken for events that are not for it. */
    private final LoopFixture fixture = new LoopFixture(1_000);

    private final CyclicBarrier together = new CyclicBarrier(2);
    private final ExecutorService follower = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        follower.shutdownNow();
    }

    @Test
    void wakesForWhatComesWhileSomebodySubscribes() throws Exception {
        fixture.append("other");
        fixture.settle();
        for (int i = 0; i < TIMES; i++) {
            String channel = "c" + i;
            Future<Long> appended = follower.submit(() -> {
                together.await();
                return fixture.log.append(Events.on(channel));
            });
            subscribeMeanwhile(channel, appended);
        }
    }

    private void subscribeMeanwhile(String channel, Future<Long> appended) throws Exception {
        ScriptedSink sink = new ScriptedSink();
        Reader reader = fixture.fanout.open(sink);
        together.await();
        Subscription subscription = reader.subscribe(selecting(channel), live());
        long begun = subscription.place().lastOffset();
        long offset = appended.get();
        fixture.eventLoop.runAll();
        assertThat(sink.offsets().contains(offset))
                .as("given %d, having begun behind %d", offset, begun)
                .isEqualTo(begun < offset);
        reader.close();
    }
}
