package io.fourways.producer.intake;

import io.fourways.contract.Event;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Forbidden;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.publishing.PublishRate;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** What every event goes through, whatever form it came in. */
final class Intake {

    private final EventPublisher publisher;
    private final PublishRate rate;

    /** @param rate how fast each subject may publish */
    Intake(EventPublisher publisher, PublishRate rate) {
        this.publisher = publisher;
        this.rate = rate;
    }

    /** The caller, when so many events are within the rate, where they count then; fails with a 429 when not. */
    Mono<Caller> withinRate(Caller caller, int events) {
        boolean named = !caller.equals(Caller.ANYONE);
        Duration wait = named && events > 0 ? rate.acquire(caller.subject(), events) : Duration.ZERO;
        return wait.isZero() ? Mono.just(caller) : Mono.error(PublishRate.exceeded(wait));
    }

    /** The event once it is on the log. Fails with a problem when the caller may not, or it could not be published. */
    Mono<Event> accept(Event event, Caller caller) {
        return Mono.defer(() -> {
            Forbidden.unlessMayPublish(caller, event.channel());
            return publisher.publish(event).thenReturn(event);
        });
    }
}
