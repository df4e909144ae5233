package io.fourways.ingest.inbox;

import java.util.List;
import reactor.core.publisher.Mono;

/** The durable memory of what was accepted. */
@FunctionalInterface
public interface Inbox {

    /**
     * Stores the events of one webhook, all of them or none; those stored before are not stored again. Never fails:
     * whether it is stored is the answer, and it comes within a bounded time.
     *
     * @param events of one webhook, in order; at least one
     */
    Mono<Acceptance> accept(List<InboxEvent> events);
}
