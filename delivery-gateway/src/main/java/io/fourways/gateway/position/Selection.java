package io.fourways.gateway.position;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.LogEntry;
import java.util.List;

/**
 * Which events a subscriber wants: those on one of the channels and of one of the types.
 *
 * @param channels at least one
 * @param types    none means every type
 */
public record Selection(List<NamePattern> channels, List<NamePattern> types) {

    /** What a pattern takes beside the characters of its text. */
    private static final int PATTERN_BYTES = 96;

    public Selection {
        channels = List.copyOf(channels);
        types = List.copyOf(types);
    }

    /** Whether the entry is an event and one of those wanted. */
    public boolean wants(LogEntry entry) {
        return entry.isVisible() && anyMatches(channels, entry.channel()) && wantsType(entry.type());
    }

    /** Whether events of this type are wanted, of whichever channel. */
    public boolean wantsType(String type) {
        return types.isEmpty() || anyMatches(types, type);
    }

    /** The bytes it takes in memory, about and at most. */
    public int weight() {
        return weight(channels) + weight(types);
    }

    private static int weight(List<NamePattern> patterns) {
        return patterns.stream()
                .mapToInt(pattern -> PATTERN_BYTES + 2 * pattern.toString().length())
                .sum();
    }

    private static boolean anyMatches(List<NamePattern> patterns, String name) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(name)) {
                return true;
            }
        }
        return false;
    }
}
