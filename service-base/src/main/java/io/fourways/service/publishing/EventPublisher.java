package io.fourways.service.publishing;

import io.fourways.contract.Event;
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
     * case the event may have been written all the same: publish the same identity again.
     */
    Mono<Void> publish(Event event);
}
