package io.fourways.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.fanout.TurbulentSink.Received;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.gateway.tally.FanoutMetrics;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One history of two event loops, the thread that follows the log, and those that read behind the window: which of them does
 * its next step is decided by a seed, and where a sink is called, the others may go on meanwhile.
 */
final class Turbulence {

    private static final List<String> CHANNELS = List.of("a", "a.x", "b.x", "b.x.y", "c");
    /** No two of them select the same event, so that it can be said which one it was given for. */
    private static final List<String> PATTERNS = List.of("a.**", "b.**", "c");

    /** Events beget events: what is written is occasion for more of them. */
    private static final int ENOUGH = 120;

    /** Rests after every pass, since the clock goes on whenever it is looked at. */
    private static final Coalescing RESTING = new Coalescing(100, Duration.ofMillis(20));

    private final Random random;
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final InMemoryLog log = new InMemoryLog();
    private final ManualExecutor threads = new ManualExecutor();
    private final Window window;
    private final Replay replay;
    private final List<ManualEventLoop> eventLoops = List.of(new ManualEventLoop(), new ManualEventLoop());
    private final List<LoopFanout> loops;
    private final List<Received> written = new ArrayList<>();
    private final List<Cursor> cursors = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private boolean meanwhile;
    private long nanos;

    Turbulence(int seed) {
        random = new Random(seed);
        window = new Window(2 + random.nextInt(30), Long.MAX_VALUE);
        replay = Replays.of(log, window, threads, Policies.NONE);
        FanoutMetrics metrics = new FanoutMetrics(new SimpleMeterRegistry(), EventSpans.OFF);
        LogTail tail = new LogTail(window, new EntryDecoder(allocator, new Identities(100)), new SimpleMeterRegistry());
        log.append(Events.on("nobody"));
        log.follow(1000, tail);
        Audience audience = new Audience();
        Coalescing coalescing = random.nextBoolean() ? RESTING : Coalescing.NONE;
        loops = eventLoops.stream()
                .map(loop ->
                        new LoopFanout(loop, window, replay, audience.ofLoop(), metrics, coalescing, this::clock, 0))
                .toList();
        tail.addListener(this::appended);
    }

    private long clock() {
        nanos += 1_000_000;
        return nanos;
    }

    private void appended(LogEntry entry) {
        written.add(new Received(entry.offset(), entry.channel()));
        cursors.add(entry.cursor());
        loops.forEach(loop -> loop.appended(entry));
    }

    /** What one subscription has to be given: from behind one offset on, up to another or without an end. */
    private record Watched(Subscription subscription, NamePattern pattern, long start) {}

    /** Lives the history, and fails unless everybody got what they selected, once and in order, and no byte is left. */
    void live() {
        append(1 + random.nextInt(40));
        int steps = 60 + random.nextInt(100);
        for (int i = 0; i < steps; i++) {
            act(random.nextInt(100));
        }
        comeToRest();
        connections.forEach(Connection::check);
        connections.forEach(Connection::close);
        window.clear();
        assertThat(allocator.metric().usedHeapMemory())
                .as("bytes that nobody released")
                .isZero();
    }

    private void act(int dice) {
        if (dice < 20) {
            append(1 + random.nextInt(10));
        } else if (dice < 26) {
            connections.add(new Connection(random.nextInt(loops.size())));
        } else if (dice < 45 && !connections.isEmpty()) {
            connections.get(random.nextInt(connections.size())).act();
        } else if (dice < 60) {
            threads.runAny(random);
        } else if (dice < 97) {
            eventLoops.get(dice % 2).runOne();
        } else {
            eventLoops.get(dice % 2).passUntilDue(20, TimeUnit.MILLISECONDS);
        }
    }

    /** Often several of one channel follow each other. */
    private void append(int times) {
        String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
        for (int i = 0; i < times && written.size() < ENOUGH; i++) {
            log.append(Events.on(channel));
            if (random.nextInt(3) == 0) {
                channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
            }
        }
    }

    private void comeToRest() {
        meanwhile = true;
        connections.forEach(Connection::makeRoom);
        append(1);
        boolean busy = true;
        while (busy) {
            busy = threads.runAny(random)
                    || eventLoops.get(0).runOne()
                    || eventLoops.get(1).runOne()
                    || eventLoops.get(0).passUntilDue(20, TimeUnit.MILLISECONDS)
                    || eventLoops.get(1).passUntilDue(20, TimeUnit.MILLISECONDS);
        }
    }

    /** A reader, and what it was to be given. */
    private final class Connection {

        private final int loop;
        private final TurbulentSink sink =
                new TurbulentSink(random.nextInt(3) > 0, () -> meanwhile(this::others), this::inWrite, this::inFlush);
        private final Reader reader;
        private final List<Watched> watched = new ArrayList<>();
        private boolean closed;

        private Connection(int loop) {
            this.loop = loop;
            this.reader = loops.get(loop).open(sink);
            sink.room = random.nextInt(30);
            subscribe();
        }

        private void act() {
            int dice = random.nextInt(10);
            if (closed) {
                return;
            }
            if (dice < 3) {
                subscribe();
            } else if (dice < 4) {
                unsubscribe();
            } else if (dice < 5 && random.nextInt(3) == 0) {
                close();
            } else {
                room(random.nextInt(30));
            }
        }

        private void subscribe() {
            if (watched.size() < PATTERNS.size()) {
                NamePattern pattern = NamePattern.ofChannels(PATTERNS.get(watched.size()));
                Subscription subscription = reader.subscribe(new Selection(List.of(pattern), List.of()), beginning());
                watched.add(
                        new Watched(subscription, pattern, subscription.place().lastOffset()));
            }
        }

        private Beginning beginning() {
            boolean live = random.nextBoolean() || cursors.isEmpty();
            return live
                    ? LoopFixture.live()
                    : new Beginning(0, new Resolution.Behind(cursors.get(random.nextInt(cursors.size()))));
        }

        private void unsubscribe() {
            if (!watched.isEmpty()) {
                reader.unsubscribe(watched.get(random.nextInt(watched.size())).subscription);
            }
        }

        private void room(int room) {
            boolean wasFull = sink.room <= 0;
            sink.room = room;
            if (wasFull && room > 0) {
                reader.resume();
            }
        }

        private void makeRoom() {
            if (!closed) {
                room(Integer.MAX_VALUE);
            }
        }

        private void close() {
            closed = true;
            reader.close();
            sink.close();
        }

        /** What other threads do while this one's is in the middle of something. */
        private void others() {
            switch (random.nextInt(4)) {
                case 0 -> append(1 + random.nextInt(20));
                case 1 -> threads.runAny(random);
                case 2 -> eventLoops.get(1 - loop).runOne();
                default -> append(1);
            }
        }

        private void inWrite() {
            meanwhile(() -> {
                switch (random.nextInt(12)) {
                    case 0 -> close();
                    case 1 -> unsubscribe();
                    case 2 -> sink.room = 0;
                    default -> others();
                }
            });
        }

        private void inFlush() {
            meanwhile(() -> {
                switch (random.nextInt(8)) {
                    case 0 -> close();
                    case 1, 2 -> room(random.nextInt(30));
                    case 3 -> connections.add(new Connection(loop)); // a poll that has its answer may ask again at once
                    default -> others();
                }
            });
        }

        private void meanwhile(Runnable happens) {
            if (!meanwhile && !closed && random.nextInt(3) == 0) {
                meanwhile = true;
                happens.run();
                meanwhile = false;
            }
        }

        private void check() {
            for (Watched one : watched) {
                List<Received> given = of(sink.received.stream(), one);
                List<Received> due = of(written.stream(), one);
                boolean ended = one.subscription.isClosed();
                assertThat(one.subscription.isLive() || ended).as("caught up").isTrue();
                assertThat(given)
                        .as("given behind %d", one.start)
                        .isEqualTo(ended ? due.subList(0, Math.min(due.size(), given.size())) : due);
            }
        }

        private List<Received> of(Stream<Received> events, Watched one) {
            return events.filter(event -> event.offset() > one.start && one.pattern.matches(event.channel()))
                    .toList();
        }
    }
}
