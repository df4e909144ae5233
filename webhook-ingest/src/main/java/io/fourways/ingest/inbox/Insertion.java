package io.fourways.ingest.inbox;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** One transaction that stores events. */
@FunctionalInterface
interface Insertion {

    /**
     * Stores those events that had not been stored before, all or none. Completes when they are durable, with the
     * identities of those it stored.
     *
     * @param events of different identities
     */
    Mono<Set<Identity>> insert(List<InboxEvent> events);
}
