package io.fourways.standalone.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How what one way delivered differs from what the log holds between two places.
 *
 * @param missed     events that never came
 * @param doubled    events that came more than once
 * @param disordered whether those that came did so in another order
 */
record Comparison(Set<String> missed, Set<String> doubled, boolean disordered) {

    /**
     * Compares.
     *
     * @param log      the identities of the events in the log, in its order
     * @param received the identities of the events received, in their order; what follows the log's last is ignored,
     *     unless it is a repetition
     */
    static Comparison between(List<String> log, List<String> received) {
        Set<String> expected = new HashSet<>(log);
        Set<String> seen = new HashSet<>();
        Set<String> doubled = new HashSet<>();
        List<String> firsts = new ArrayList<>();
        for (String identity : received) {
            if (!seen.add(identity)) {
                doubled.add(identity);
            } else if (expected.contains(identity)) {
                firsts.add(identity);
            }
        }
        Set<String> missed = new HashSet<>(expected);
        missed.removeAll(seen);
        return new Comparison(
                missed,
                doubled,
                !firsts.equals(log.stream().filter(seen::contains).toList()));
    }

    boolean isSame() {
        return missed.isEmpty() && doubled.isEmpty() && !disordered;
    }

    @Override
    public String toString() {
        return isSame()
                ? "every event once, in order"
                : missed.size() + " missed, " + doubled.size() + " doubled" + (disordered ? ", out of order" : "");
    }
}
