package io.fourways.service.trace;

import io.fourways.contract.Event;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/** Observations of what is done with an event, each part of the event's trace. */
public final class TracedEvent {

    private TracedEvent() {}

    /** One that is not started yet; a tracer finds in the event what it continues. */
    public static Observation observation(String name, Event event, ObservationRegistry observations) {
        return Observation.createNotStarted(name, () -> receiving(event), observations);
    }

    private static ReceiverContext<Event> receiving(Event event) {
        ReceiverContext<Event> context = new ReceiverContext<>(
                (carrier, key) ->
                        key.equals(TraceParent.NAME) ? TraceParent.of(carrier).orElse(null) : null,
                Kind.CONSUMER);
        context.setCarrier(event);
        return context;
    }
}
