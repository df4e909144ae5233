package io.fourways.dispatch.intake;

import io.fourways.contract.Channel;
import io.fourways.contract.NamePattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which apps get what of the log, as it was at some version. Patterns are found by their first segment, so an event is
 * compared with few of them. Immutable.
 */
final class Subscriptions {

    static final Subscriptions NONE = new Subscriptions(-1, List.of());

    /** What a pattern is found by that begins with any segment. */
    private static final String ANY = "*";

    private final long version;
    private final Set<NamePattern> patterns;
    private final Map<String, List<Subscription>> byFirstSegment = new HashMap<>();

    /** @param version of what they were read from */
    Subscriptions(long version, Collection<Subscription> all) {
        this.version = version;
        this.patterns = all.stream().map(Subscription::pattern).collect(Collectors.toUnmodifiableSet());
        all.forEach(subscription -> byFirstSegment
                .computeIfAbsent(first(subscription.pattern()), segment -> new ArrayList<>())
                .add(subscription));
    }

    private static String first(NamePattern pattern) {
        return pattern.segments().isEmpty() ? ANY : pattern.segments().get(0);
    }

    long version() {
        return version;
    }

    /** The apps that get what belongs to the channel, each once, in order. */
    Set<String> appsOf(Channel channel) {
        Set<String> apps = new TreeSet<>();
        String name = channel.name();
        int dot = name.indexOf('.');
        add(apps, name, dot < 0 ? name : name.substring(0, dot));
        add(apps, name, ANY);
        return apps;
    }

    private void add(Set<String> apps, String channel, String segment) {
        for (Subscription subscription : byFirstSegment.getOrDefault(segment, List.of())) {
            if (subscription.pattern().matches(channel)) {
                apps.add(subscription.appId());
            }
        }
    }

    /** All patterns that anybody subscribed to. */
    Set<NamePattern> patterns() {
        return patterns;
    }
}
