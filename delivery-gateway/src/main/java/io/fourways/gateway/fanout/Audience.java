package io.fourways.gateway.fanout;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.pattern.PatternIndex;
import io.fourways.gateway.way.Way;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How many subscriptions there are of each kind. Whoever asks looks at the counts on a thread of their own, so that no event loop
 * has to go through all its subscriptions. Thread-safe.
 */
final class Audience {

    private final Queue<OfLoop> loops = new ConcurrentLinkedQueue<>();

    /** Those of one more event loop. */
    OfLoop ofLoop() {
        OfLoop loop = new OfLoop();
        loops.add(loop);
        return loop;
    }

    boolean isEmpty() {
        return loops.stream().allMatch(loop -> loop.subscriptions.isEmpty());
    }

    /** How many subscriptions of each way select each of these channels. */
    Map<String, Map<Way, Integer>> of(Collection<String> channels) {
        PatternIndex<Group> groups = groups();
        Map<String, Map<Way, Integer>> counts = new HashMap<>();
        channels.forEach(channel -> counts.put(channel, count(channel, groups)));
        return counts;
    }

    private PatternIndex<Group> groups() {
        PatternIndex<Group> groups = new PatternIndex<>();
        for (OfLoop loop : loops) {
            loop.subscriptions.forEach((kind, count) -> {
                Group group = new Group(kind, count);
                kind.channels().forEach(pattern -> groups.add(pattern, group));
            });
        }
        return groups;
    }

    private static Map<Way, Integer> count(String channel, PatternIndex<Group> groups) {
        Set<Group> selecting = Collections.newSetFromMap(new IdentityHashMap<>());
        groups.forEachMatch(channel, selecting::add);
        Map<Way, Integer> perWay = new EnumMap<>(Way.class);
        selecting.forEach(group -> perWay.merge(group.kind().way(), group.size(), Integer::sum));
        return perWay;
    }

    /** Those of one event loop, which alone counts them. */
    static final class OfLoop {

        private final Counts<Kind> subscriptions = new Counts<>();

        void add(Subscription subscription) {
            subscriptions.add(Kind.of(subscription));
        }

        void remove(Subscription subscription) {
            subscriptions.remove(Kind.of(subscription));
        }
    }

    /** All subscriptions that select the same in the same way. */
    private record Kind(List<NamePattern> channels, Way way) {

        static Kind of(Subscription subscription) {
            return new Kind(
                    subscription.selection().channels(), subscription.reader().way());
        }

        @Override
        public boolean equals(Object other) { // as any record, which are slow here: polls come and go
            return other instanceof Kind kind && way == kind.way && channels.equals(kind.channels);
        }

        @Override
        public int hashCode() {
            return 31 * channels.hashCode() + way.hashCode();
        }
    }

    /** All of a kind at one loop: they count once for each channel, however many of their patterns match. */
    private record Group(Kind kind, int size) {}
}
