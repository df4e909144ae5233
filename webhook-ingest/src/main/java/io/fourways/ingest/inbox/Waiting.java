package io.fourways.ingest.inbox;

import java.util.List;
import reactor.core.publisher.MonoSink;

/** One webhook that waits to be stored. */
final class Waiting {

    private final List<InboxEvent> events;
    private final MonoSink<Acceptance> answer;
    private final int weight;
    private volatile boolean abandoned;

    Waiting(List<InboxEvent> events, MonoSink<Acceptance> answer) {
        this.events = events;
        this.answer = answer;
        this.weight = weight(events);
        answer.onDispose(() -> abandoned = true);
    }

    private static int weight(List<InboxEvent> events) {
        int headers = events.stream()
                .map(InboxEvent::headers)
                .distinct()
                .mapToInt(String::length)
                .sum();
        return headers + events.stream().mapToInt(InboxEvent::weight).sum();
    }

    List<InboxEvent> events() {
        return events;
    }

    int weight() {
        return weight;
    }

    /** Whether nobody waits for the answer any more: it need not be stored, if it has not been. */
    boolean isAbandoned() {
        return abandoned;
    }

    void answer(Acceptance acceptance) {
        answer.success(acceptance);
    }
}
