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
 * Which apps get what of the log, as it was at some version. Patterns are found by all that they say before the first
 * {@code *}, so an event is compared with those alone that begin as its channel does, however many others there are. Immutable.
 */
final class Subscriptions {

    static final Subscriptions NONE = new Subscriptions(-1, List.of());

    /** What a pattern is found by that may begin with anything. */
    private static final String ANYTHING = "";

    private final long version;
    private final Set<NamePattern> patterns;
    private final Map<String, List<Subscription>> byBeginning = new HashMap<>();

    /** @param version of what they were read from */
    Subscriptions(long version, Collection<Subscription> all) {
        this.version = version;
        this.patterns = all.stream().map(Subscription::pattern).collect(Collectors.toUnmodifiableSet());
        all.forEach(subscription -> byBeginning
                .computeIfAbsent(beginning(subscription.pattern()), beginning -> new ArrayList<>())
                .add(subscription));
    }

    private static String beginning(NamePattern pattern) {
        return pattern.segments().stream()
                .takeWhile(segment -> !segment.equals("*"))
                .collect(Collectors.joining("."));
    }

    long version() {
        return version;
    }

    /** The apps that get what belongs to the channel, each once, in order. */
    Set<String> appsOf(Channel channel) {
        Set<String> apps = new TreeSet<>();
        String name = channel.name();
        add(apps, name, ANYTHING);
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            add(apps, name, name.substring(0, dot));
        }
        add(apps, name, name);
        return apps;
    }

    private void add(Set<String> apps, String channel, String beginning) {
        for (Subscription subscription : byBeginning.getOrDefault(beginning, List.of())) {
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
