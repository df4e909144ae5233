package io.fourways.producer.intake;

import io.fourways.contract.Event;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Forbidden;
import io.fourways.service.publishing.EventPublisher;
import reactor.core.publisher.Mono;

/** What every event goes through, whatever form it came in. */
final class Intake {

    private final EventPublisher publisher;

    Intake(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /** The event once it is on the log. Fails with a problem when the caller may not, or it could not be published. */
    Mono<Event> accept(Event event, Caller caller) {
        return Mono.defer(() -> {
            Forbidden.unlessMayPublish(caller, event.channel());
            return publisher.publish(event).thenReturn(event);
        });
    }
}
