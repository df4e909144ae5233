package io.fourways.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.position.Gap.Reason;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.position.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens in whatever order, each subscription gets exactly what it selects, from its start on, once and in
 * order, or a gap that says what it does not get. Each seed is one history, and the same one each time.
 */
class LoopFanoutModelTests {

    private static final List<String> CHANNELS = List.of("a", "a.b", "a.c", "b", "b.c.d", "c");
    private static final List<String> PATTERNS = List.of("a", "a.*", "a.**", "*", "**", "b.**", "*.*", "c", "b.c.d");

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesEachSubscriptionAllItSelectsOnceInOrderOrSaysSo(int seed) {
        new History(seed).live();
    }

    /** An event as the log had it. */
    private record Written(int log, Cursor cursor, String channel, String type) {}

    private record Watched(Reader reader, Subscription subscription, ScriptedSink sink, int log, long start) {}

    private static final class History {

        private final Random random;
        private final LoopFixture fixture;
        private final List<NavigableMap<Long, Written>> logs = new ArrayList<>(List.of(new TreeMap<>()));
        private final Map<Cursor, Written> byCursor = new HashMap<>();
        private final List<Watched> watched = new ArrayList<>();
        private final List<Watched> ended = new ArrayList<>();
        private int log;
        private long forgotten;

        private History(int seed) {
            random = new Random(seed);
            fixture = new LoopFixture(2 + random.nextInt(30), random);
        }

        private void live() {
            append();
            int steps = 300 + random.nextInt(300);
            for (int i = 0; i < steps; i++) {
                act(random.nextInt(100));
            }
            watched.forEach(one -> makeRoom(one, Integer.MAX_VALUE));
            append();
            fixture.settle();
            for (Watched one : watched) {
                assertThat(one.subscription().isLive())
                        .as("caught up at the end")
                        .isTrue();
            }
            watched.forEach(one -> check(one, true));
            ended.forEach(one -> check(one, false));
        }

        private void act(int dice) {
            if (dice < 25) {
                append();
            } else if (dice < 32) {
                subscribe();
            } else if (dice < 35 && !watched.isEmpty()) {
                end(watched.remove(random.nextInt(watched.size())));
            } else if (dice < 50 && !watched.isEmpty()) {
                makeRoom(watched.get(random.nextInt(watched.size())), random.nextInt(40));
            } else if (dice < 52) {
                forget();
            } else if (dice == 52) {
                replace();
            } else if (dice == 53) {
                fixture.log.leaveOut(1 + random.nextInt(5));
            } else {
                fixture.step();
            }
        }

        private void append() {
            int count = 1 + random.nextInt(12);
            String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
            for (int i = 0; i < count; i++) {
                channel = random.nextBoolean() ? channel : CHANNELS.get(random.nextInt(CHANNELS.size()));
                String type = random.nextBoolean() ? "x.one" : "y.two";
                fixture.log.append(Events.on(channel, type));
                Written event = new Written(log, fixture.newest, channel, type);
                logs.get(log).put(event.cursor().offset(), event);
                byCursor.put(event.cursor(), event);
            }
        }

        private void subscribe() {
            ScriptedSink sink = new ScriptedSink();
            sink.room = random.nextInt(30);
            sink.takesBursts = random.nextBoolean();
            Reader reader = fixture.fanout.open(sink);
            Selection selection = new Selection(
                    List.of(NamePattern.ofChannels(PATTERNS.get(random.nextInt(PATTERNS.size())))),
                    random.nextInt(3) == 0 ? List.of(NamePattern.ofTypes("x.*")) : List.of());
            Cursor from = random.nextInt(3) == 0 ? null : somePlace();
            Subscription subscription = reader.subscribe(selection, from == null ? LoopFixture.live() : found(from));
            // who begins now begins where the loop is, which may not have heard of a new log yet
            Cursor start = from == null ? subscription.place() : from;
            Written at = byCursor.get(new Cursor(start.offset(), start.fingerprint()));
            watched.add(new Watched(reader, subscription, sink, at == null ? log : at.log(), start.lastOffset()));
        }

        private Beginning found(Cursor place) {
            int generation = byCursor.get(new Cursor(place.offset(), place.fingerprint()))
                    .log();
            return new Beginning(generation, new Resolution.Behind(place));
        }

        /** A place that was proven a moment ago: in this log and not forgotten, or in one that this has replaced. */
        private Cursor somePlace() {
            if (log > 0 && random.nextInt(4) == 0) {
                return logs.get(random.nextInt(log)).firstEntry().getValue().cursor();
            }
            List<Written> there =
                    List.copyOf(logs.get(log).tailMap(forgotten, true).values());
            if (there.isEmpty()) {
                return null;
            }
            Cursor cursor = there.get(random.nextInt(there.size())).cursor();
            return random.nextInt(4) == 0 ? cursor.asBefore() : cursor;
        }

        private void end(Watched one) {
            one.reader().close();
            ended.add(one);
        }

        private void makeRoom(Watched one, int room) {
            boolean wasFull = one.sink().room <= 0;
            one.sink().room = room;
            if (wasFull && room > 0) {
                one.reader().resume();
            }
        }

        private void forget() {
            forgotten = Math.max(forgotten, fixture.log.end() - random.nextInt(60));
            fixture.log.forgetBefore(forgotten);
        }

        private void replace() {
            fixture.log.replace();
            log++;
            logs.add(new TreeMap<>());
            forgotten = 0;
            if (random.nextBoolean()) {
                fixture.step();
            }
            append();
        }

        private void check(Watched one, boolean toTheEnd) {
            int current = one.log();
            long position = one.start();
            assertThat(one.sink().failure).as("failure").isNull();
            for (Object received : one.sink().received) {
                if (received instanceof Gap gap) {
                    if (gap.reason() == Reason.UNKNOWN) {
                        current = byCursor.get(new Cursor(
                                        gap.earliest().offset(), gap.earliest().fingerprint()))
                                .log();
                        assertThat(current).as("the log after %s", gap).isGreaterThanOrEqualTo(one.log());
                    } else {
                        assertThat(gap.earliest().lastOffset())
                                .as("lost by %s", gap)
                                .isGreaterThan(position);
                    }
                    position = gap.earliest().lastOffset();
                } else {
                    Written expected = next(one, current, position);
                    assertThat(received)
                            .as("after %d in log %d", position, current)
                            .isEqualTo(expected == null ? null : expected.cursor());
                    position = expected.cursor().offset();
                }
            }
            if (toTheEnd) {
                assertThat(current).as("the log read last").isEqualTo(log);
                assertThat(next(one, current, position))
                        .as("left after %d", position)
                        .isNull();
            }
        }

        private Written next(Watched one, int inLog, long after) {
            Selection selection = one.subscription().selection();
            for (Written event : logs.get(inLog).tailMap(after, false).values()) {
                if (selection.channels().get(0).matches(event.channel()) && selection.wantsType(event.type())) {
                    return event;
                }
            }
            return null;
        }
    }
}
