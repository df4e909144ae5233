package io.fourways.ingest.inbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Storing events along with something else. */
public final class InboxInsertion {

    private InboxInsertion() {}

    /**
     * Stores, within the client's transaction, those events that had not been stored before; of several with one
     * identity the first.
     */
    public static Mono<Void> within(DatabaseClient client, List<InboxEvent> events) {
        if (events.isEmpty()) {
            return Mono.empty();
        }
        Map<Identity, InboxEvent> first = new LinkedHashMap<>();
        events.forEach(event -> first.putIfAbsent(event.identity(), event));
        return InboxTable.insert(client, List.copyOf(first.values())).then();
    }
}
