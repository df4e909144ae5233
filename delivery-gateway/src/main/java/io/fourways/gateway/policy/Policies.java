package io.fourways.gateway.policy;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.pattern.PatternIndex;
import io.fourways.gateway.way.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which policy counts for a channel: of those whose patterns it matches that of the most specific one, alone. Found in a trie, once
 * for each event that comes off the log and for each request, and never for each reader. Immutable.
 */
public final class Policies {

    /** When nothing was said of any channel. */
    public static final Policies NONE = new Policies(Map.of());

    private final List<Ruled> ruled = new ArrayList<>();
    private final PatternIndex<Integer> index = new PatternIndex<>();
    private final boolean subjects;
    private final boolean anyWay;

    private record Ruled(NamePattern pattern, Policy policy) {}

    /** Fails to be made of options that are of no use. */
    public Policies(Map<String, ChannelOptions> channels) {
        channels.forEach((text, options) -> ruled.add(new Ruled(OptionChecks.pattern(text), Policy.of(text, options))));
        Specificity specificity = new Specificity();
        ruled.sort((one, other) -> specificity.compare(one.pattern(), other.pattern()));
        for (int i = 0; i < ruled.size(); i++) {
            index.add(ruled.get(i).pattern(), i);
        }
        subjects = ruled.stream().anyMatch(it -> it.policy().conflation() == Conflation.SUBJECT);
        anyWay = ruled.stream().allMatch(it -> it.policy().ways().size() == Way.values().length);
    }

    /** The policy of a channel. */
    public Policy of(String channel) {
        if (ruled.isEmpty()) {
            return Policy.NONE;
        }
        int[] first = {ruled.size()};
        index.forEachMatch(channel, place -> first[0] = Math.min(first[0], place));
        return first[0] == ruled.size() ? Policy.NONE : ruled.get(first[0]).policy();
    }

    /** Whether an event's subject makes a difference anywhere. */
    public boolean goBySubject() {
        return subjects;
    }

    /** What among the channels that these stand for may not be read in this way; null when all of it may be. */
    public @Nullable NamePattern refused(Way way, NamePattern asked) {
        for (int i = 0; !anyWay && i < ruled.size(); i++) {
            Ruled one = ruled.get(i);
            boolean counts = one.pattern().overlaps(asked);
            if (counts && !one.policy().ways().contains(way)) {
                return one.pattern();
            }
            if (one.pattern().covers(asked)) {
                return null; // for all of it this one or a more specific one counts
            }
        }
        return null;
    }
}
