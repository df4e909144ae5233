package io.fourways.system.client;

import io.fourways.system.client.EndpointServer.Arrived;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What endpoints have said that they have, as often as they said so. Safe for any thread. */
public final class Receipts {

    /** One webhook at one endpoint, by its path. */
    public record Receipt(String path, String webhookId) implements Comparable<Receipt> {

        @Override
        public int compareTo(Receipt other) {
            return toString().compareTo(other.toString());
        }
    }

    /** By endpoint and body, which names the event: under which ids it came. */
    private final Map<String, Queue<Receipt>> receipts = new ConcurrentHashMap<>();

    /** Takes one. */
    public void add(Arrived arrived) {
        receipts.computeIfAbsent(arrived.path() + " " + arrived.body(), key -> new ConcurrentLinkedQueue<>())
                .add(new Receipt(arrived.path(), arrived.id()));
    }

    /** How many events endpoints have, each counted once for each that has it. */
    public int size() {
        return receipts.size();
    }

    /** Events that an endpoint got under more than one {@code webhook-id}. */
    public Set<String> underSeveralIds() {
        Set<String> wrong = new TreeSet<>();
        receipts.forEach((event, all) -> {
            if (new HashSet<>(all).size() > 1) {
                wrong.add(event + " came as " + all);
            }
        });
        return wrong;
    }

    /** Those that came more than once, and how often more. */
    public Map<Receipt, Integer> repeated() {
        Map<Receipt, Integer> repeated = new TreeMap<>();
        receipts.values().forEach(all -> {
            if (all.size() > 1) {
                repeated.merge(all.element(), all.size() - 1, Integer::sum);
            }
        });
        return repeated;
    }
}
