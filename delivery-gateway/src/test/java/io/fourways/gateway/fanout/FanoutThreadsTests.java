package io.fourways.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.fanout.TurbulentSink.Received;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads, all at once: the log grows much faster than its window is long while readers read, stop and go on. */
class FanoutThreadsTests {

    private static final int EVENTS = 20_000;
    private static final int READERS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final InMemoryLog log = new InMemoryLog();
    private final Window window = new Window(64, Long.MAX_VALUE);
    private final Replay replay = Replays.of(log, window);
    private final Fanout fanout = new Fanout(window, replay, PATIENCE, meters, EventSpans.OFF);
    private final DefaultEventLoopGroup loops = new DefaultEventLoopGroup(2);

    @AfterEach
    void stop() {
        replay.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void giveEachReaderEverythingOnceAndInOrder() {
        LogTail tail = new LogTail(window, new EntryDecoder(allocator, new Identities(100)), meters);
        tail.addListener(fanout);
        log.append(Events.on("nobody"));
        log.follow(1000, tail);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            clients.add(new Client(i, loops.next()));
        }
        for (int i = 0; i < EVENTS; i++) {
            log.append(Events.on("a"));
        }
        await().atMost(PATIENCE).until(() -> clients.stream().allMatch(client -> client.last.get() == EVENTS));
        clients.forEach(Client::end);
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.sink.received.stream().mapToLong(Received::offset))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, EVENTS).boxed().toList()));
        window.clear();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void letNobodyInByAnotherThread() {
        EventLoop loop = loops.next();
        TurbulentSink sink = new TurbulentSink(true, () -> {}, () -> {}, () -> {});

        assertThatIllegalStateException().isThrownBy(() -> fanout.open(loop, sink));

        Reader opened =
                loop.submit(() -> fanout.open(loop, sink)).syncUninterruptibly().getNow();
        Selection selection = new Selection(List.of(NamePattern.ofChannels("a")), List.of());
        assertThatIllegalStateException().isThrownBy(() -> opened.subscribe(selection, LoopFixture.live()));
        assertThat(opened.subscriptions()).isEmpty();
    }

    /** A connection that is full again and again, and drains at a moment of its own. */
    private final class Client {

        private final AtomicLong last = new AtomicLong();
        private final EventLoop loop;
        private final Random random;
        private final TurbulentSink sink = new TurbulentSink(true, () -> {}, () -> {}, this::flushed);
        private Reader reader;

        private Client(int seed, EventLoop loop) {
            this.loop = loop;
            this.random = new Random(seed);
            loop.submit(this::begin).syncUninterruptibly();
        }

        private void begin() {
            sink.room = 100;
            reader = fanout.open(loop, sink);
            reader.subscribe(new Selection(List.of(NamePattern.ofChannels("a")), List.of()), LoopFixture.live());
        }

        private void flushed() {
            if (!sink.received.isEmpty()) {
                last.set(sink.received.get(sink.received.size() - 1).offset());
            }
            if (sink.room <= 0) {
                loop.execute(this::drained);
            }
        }

        private void drained() {
            if (sink.room <= 0) {
                sink.room = 1 + random.nextInt(300);
                reader.resume();
            }
        }

        private void end() {
            loop.submit(() -> {
                        reader.close();
                        sink.close();
                    })
                    .syncUninterruptibly();
        }
    }
}
