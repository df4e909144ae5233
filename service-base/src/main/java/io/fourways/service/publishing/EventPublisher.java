package io.fourways.service.publishing;

import io.fourways.contract.Event;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The way an event gets onto the log. */
@FunctionalInterface
public interface EventPublisher {

    /**
     * Publishes one event. Completes, never on an I/O thread of the broker's client, after the broker has confirmed it
     * as written to the log and to every queue bound to its channel.
     *
     * <p>Fails with a {@link io.fourways.service.problem.ProblemException}: 503 with {@code Retry-After} when too many
     * publishes wait for their confirm, or when the broker is away, refuses, or does not confirm in time. In the last
     * case the event may have been written all the same: publish the same identity again. Or with {@link EventTooLarge}
     * when the event is larger than the broker ever takes.
     */
    Mono<Void> publish(Event event);

    /**
     * Publishes several so that they stand on the log in this order. Emits each, in order, when it has been confirmed;
     * fails as {@link #publish} does with the first that was not, after which nothing more of them is sent. But when one
     * of them is larger than the broker takes, which makes it drop also those just before it, it fails with the
     * {@link EventTooLarge} that names it: published again without it, the others go through. What of them
     * was written then is, unless the broker itself rejected one among several, the first so many: who publishes again
     * from the first that was not emitted keeps the order, as readers see it, who leave out identities they have seen.
     */
    default Flux<Event> publishInOrder(List<Event> events) {
        return Flux.fromIterable(events).concatMap(event -> publish(event).thenReturn(event));
    }
}
