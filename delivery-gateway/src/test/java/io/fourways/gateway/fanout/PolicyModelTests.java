package io.fourways.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.policy.Configured;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens in whatever order, each subscription gets what it selects in order, but for what a later event of the same key
 * makes obsolete, and ends with the newest of each. Behind no cursor that was handed out is anything that was to be given. Each seed is
 * one history, and the same one each time.
 */
class PolicyModelTests {

    private static final List<String> CHANNELS =
            List.of("all", "newest.a", "newest.b", "few.a", "few.b", "subjects", "calm");
    private static final List<String> PATTERNS = List.of("**", "newest.*", "few.*", "*.a", "subjects", "all", "few.b");

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesOutWhatIsObsoleteAndNothingElse(int seed) {
        new History(seed).live();
    }

    private record Written(Cursor cursor, String channel, String type, String key) {}

    private record Watched(Reader reader, Subscription subscription, ScriptedSink sink, long start) {}

    private static final class History {

        private final Random random;
        private final LoopFixture fixture;
        private final List<Written> log = new ArrayList<>();
        private final List<Watched> watched = new ArrayList<>();

        private History(int seed) {
            random = new Random(seed);
            fixture = new LoopFixture(
                    2 + random.nextInt(60),
                    random,
                    Configured.policies(
                            "[newest.*].conflate", "channel",
                            "[few.*].max-rate", "2",
                            "[subjects].conflate", "subject",
                            "[subjects].max-rate", "10",
                            "[calm].linger", "50ms"));
        }

        private void live() {
            append();
            int steps = 200 + random.nextInt(200);
            for (int i = 0; i < steps; i++) {
                act(random.nextInt(100));
            }
            watched.forEach(one -> makeRoom(one, Integer.MAX_VALUE));
            for (int i = 0; i < 3; i++) {
                fixture.settle();
                fixture.eventLoop.pass(500, TimeUnit.MILLISECONDS);
            }
            fixture.settle();
            watched.forEach(this::check);
        }

        private void act(int dice) {
            if (dice < 25) {
                append();
            } else if (dice < 32) {
                subscribe();
            } else if (dice < 45 && !watched.isEmpty()) {
                makeRoom(watched.get(random.nextInt(watched.size())), random.nextInt(20));
            } else if (dice < 55) {
                fixture.eventLoop.pass(random.nextInt(700), TimeUnit.MILLISECONDS);
            } else {
                fixture.step();
            }
        }

        private void append() {
            for (int i = random.nextInt(12); i >= 0; i--) {
                String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
                String type = random.nextBoolean() ? "x.one" : "test.happened";
                boolean hasSubject = channel.equals("subjects") && random.nextInt(4) > 0;
                String subject = "s" + random.nextInt(3);
                fixture.log.append(hasSubject ? Events.about(channel, subject) : Events.on(channel, type));
                log.add(new Written(
                        fixture.newest,
                        channel,
                        hasSubject ? "test.happened" : type,
                        key(channel, hasSubject, subject)));
            }
        }

        /** Null for what nothing makes obsolete. */
        private static String key(String channel, boolean hasSubject, String subject) {
            if (channel.equals("subjects")) {
                return hasSubject ? subject : null;
            }
            return channel.startsWith("newest") || channel.startsWith("few") ? channel : null;
        }

        private void subscribe() {
            ScriptedSink sink = new ScriptedSink();
            sink.room = random.nextInt(20);
            Reader reader = fixture.fanout.open(sink);
            Selection selection = new Selection(
                    List.of(NamePattern.ofChannels(PATTERNS.get(random.nextInt(PATTERNS.size())))),
                    random.nextInt(3) == 0 ? List.of(NamePattern.ofTypes("x.*")) : List.of());
            Cursor somewhere = log.get(random.nextInt(log.size())).cursor();
            Beginning beginning = random.nextBoolean()
                    ? LoopFixture.live()
                    : fixture.behind(random.nextInt(4) == 0 ? somewhere.asBefore() : somewhere);
            Subscription subscription = reader.subscribe(selection, beginning);
            watched.add(
                    new Watched(reader, subscription, sink, subscription.place().lastOffset()));
        }

        private static void makeRoom(Watched one, int room) {
            boolean wasFull = one.sink().room <= 0;
            one.sink().room = room;
            if (wasFull && room > 0) {
                one.reader().resume();
            }
        }

        private void check(Watched one) {
            assertThat(one.subscription().isLive()).as("caught up at the end").isTrue();
            assertThat(one.sink().failure).isNull();
            assertThat(one.sink().gaps()).isEmpty();
            assertThat(one.sink().offsets()).isSorted().doesNotHaveDuplicates();
            List<Written> selected = log.stream()
                    .filter(event -> event.cursor().offset() > one.start() && selects(one, event))
                    .toList();
            Set<Long> had = new HashSet<>();
            for (Object received : one.sink().received) {
                if (received instanceof Cursor cursor) {
                    assertThat(selected).extracting(Written::cursor).contains(cursor);
                    had.add(cursor.offset());
                    owesNothing(selected, had, cursor.offset());
                } else if (received instanceof String word && word.startsWith("idle ") && !word.endsWith("null")) {
                    owesNothing(
                            selected,
                            had,
                            Cursor.parse(word.substring(5)).orElseThrow().lastOffset());
                }
            }
            owesNothing(selected, had, Long.MAX_VALUE);
        }

        private static boolean selects(Watched one, Written event) {
            Selection selection = one.subscription().selection();
            return selection.channels().get(0).matches(event.channel()) && selection.wantsType(event.type());
        }

        /** Of what is behind a place, everything was given or is made obsolete by what follows. */
        private static void owesNothing(List<Written> selected, Set<Long> had, long place) {
            Set<String> later = new HashSet<>();
            for (int i = selected.size() - 1; i >= 0; i--) {
                Written event = selected.get(i);
                long offset = event.cursor().offset();
                assertThat(offset > place || had.contains(offset) || later.contains(event.key()))
                        .as("%s is given or obsolete at %d", event, place)
                        .isTrue();
                if (event.key() != null) {
                    later.add(event.key());
                }
            }
        }
    }
}
