package io.fourways.contract;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The logs that there are, by name. The first segment of a channel says which of them its events are kept in; those of a
 * segment that no log was given are in the {@linkplain #DEFAULT default log}, which is always there.
 */
public final class Logs {

    /** The name of the log that keeps what no other does. */
    public static final String DEFAULT = "default";

    /** The only log there is, where none were named. */
    public static final Logs ONE = new Logs(Map.of());

    private final Map<String, List<String>> segments;
    private final Map<String, String> bySegment = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    /**
     * @param segments the first segments of channels that are kept apart, by the name of the log that keeps them
     * @throws IllegalArgumentException when two logs are given the same segment
     */
    public Logs(Map<String, List<String>> segments) {
        this.segments = Collections.unmodifiableMap(new TreeMap<>(segments));
        names.add(DEFAULT);
        this.segments.forEach((name, own) -> {
            names.add(name);
            own.forEach(segment -> give(segment, name));
        });
    }

    private void give(String segment, String name) {
        String other = bySegment.putIfAbsent(segment, name);
        if (other != null && !other.equals(name)) {
            throw new IllegalArgumentException(segment + " is kept in " + other + " already");
        }
    }

    /** The name of each, the default's first. */
    public Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** Whether there are others beside the default log. */
    public boolean areSeveral() {
        return !segments.isEmpty();
    }

    /** The first segments that are kept apart, by the name of the log that keeps them. */
    public Map<String, List<String>> segments() {
        return segments;
    }

    /** The log that a channel's events are kept in. */
    public String of(String channel) {
        int end = channel.indexOf('.');
        return bySegment.getOrDefault(end < 0 ? channel : channel.substring(0, end), DEFAULT);
    }

    /** The logs that may hold what these patterns stand for: one that begins with a wildcard may stand for something in each. */
    public Set<String> of(Collection<NamePattern> patterns) {
        Set<String> found = new LinkedHashSet<>();
        for (NamePattern pattern : patterns) {
            List<String> parts = pattern.segments();
            if (parts.isEmpty() || parts.get(0).equals("*")) {
                return names();
            }
            found.add(bySegment.getOrDefault(parts.get(0), DEFAULT));
        }
        return found;
    }
}
