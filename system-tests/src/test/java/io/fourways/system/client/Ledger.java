package io.fourways.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events were accepted: what every client must end with. Events come in lanes; those of one lane were published
 * one after the other.
 */
public final class Ledger {

    private final Set<String> accepted = Collections.synchronizedSet(new HashSet<>());

    /** The id of an event by its place in its lane. */
    static String id(int lane, int number) {
        return lane + "-" + number;
    }

    void accepted(int lane, int number) {
        accepted.add(id(lane, number));
    }

    public int size() {
        return accepted.size();
    }

    /** Fails unless the journal holds every accepted event exactly once, and those of each lane in order. */
    public void assertHeldBy(Journal journal, Object client) {
        List<String> ids = journal.ids();
        assertThat(repeated(ids)).as("received twice by %s", client).isEmpty();
        assertThat(missing(ids)).as("never received by %s", client).isEmpty();
        assertThat(ids).as("received by %s", client).hasSize(accepted.size());
        assertThat(outOfOrder(ids)).as("received out of order by %s", client).isEmpty();
    }

    private static List<String> repeated(List<String> ids) {
        Set<String> seen = new HashSet<>();
        return ids.stream().filter(id -> !seen.add(id)).toList();
    }

    private Set<String> missing(List<String> ids) {
        Set<String> missing = new HashSet<>(accepted);
        ids.forEach(missing::remove);
        return missing;
    }

    private static List<String> outOfOrder(List<String> ids) {
        Map<String, Integer> newest = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (String id : ids) {
            int dash = id.indexOf('-');
            int number = Integer.parseInt(id.substring(dash + 1));
            Integer before = newest.put(id.substring(0, dash), number);
            if (before != null && before > number) {
                wrong.add(id);
            }
        }
        return wrong;
    }
}
