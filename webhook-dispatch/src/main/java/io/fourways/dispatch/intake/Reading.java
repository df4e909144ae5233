package io.fourways.dispatch.intake;

import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.contract.EventJson;
import io.fourways.contract.InvalidEventException;
import io.fourways.dispatch.message.Identity;
import io.fourways.dispatch.message.NewMessage;
import io.fourways.service.trace.EventSpan;
import io.fourways.service.trace.EventSpans;
import io.fourways.service.trace.TraceParent;
import io.micrometer.tracing.Span;
import java.util.List;

/** What a message of the work queue turned out to be. */
sealed interface Reading {

    /** Reads one; never fails. */
    static Reading of(Incoming incoming, EventSpans spans) {
        try {
            Event event = EventJson.decode(incoming.body());
            return new Good(incoming, event, Good.begin(event, spans));
        } catch (InvalidEventException invalid) {
            return new Poison(incoming, "no event: " + invalid.getMessage());
        }
    }

    Incoming incoming();

    /** The messages that it becomes. */
    List<NewMessage> messages(Subscriptions subscriptions);

    /** It is stored, if it is to be. */
    default void stored() {}

    /** It is not, and is to be read again. */
    default void failed(String cause) {}

    /** The same, with what keeps it from being worked on. */
    default Poison poisonedBy(String cause) {
        return new Poison(incoming(), cause);
    }

    /**
     * An event with a channel.
     *
     * @param span of its being taken in
     */
    record Good(Incoming incoming, Event event, EventSpan span) implements Reading {

        private static final String NAME = "fourways.dispatch.intake";

        /** Whose message the event is, if it tells of one: it is that app's already. */
        static final String APP = "fourwaysapp";

        /** Whether the event is about dispatch itself. */
        static final String OPERATIONAL = "fourwaysoperational";

        private static EventSpan begin(Event event, EventSpans spans) {
            return spans.begin(NAME, Span.Kind.CONSUMER, TraceParent.of(event).orElse(null))
                    .tag("fourways.channel", event.channel().name());
        }

        @Override
        public void stored() {
            span.end();
        }

        @Override
        public void failed(String cause) {
            span.failed(cause);
            span.end();
        }

        @Override
        public List<NewMessage> messages(Subscriptions subscriptions) {
            Object owner = event.attributes().get(APP);
            byte[] payload = event.data() instanceof EventData.Json json ? json.utf8() : incoming.body();
            return subscriptions.appsOf(event.channel()).stream()
                    .filter(app -> !app.equals(owner))
                    .map(app -> message(app, payload))
                    .toList();
        }

        private NewMessage message(String app, byte[] payload) {
            return new NewMessage(
                    app,
                    new Identity(event.source(), event.id()),
                    event.type(),
                    List.of(event.channel().name()),
                    List.of(),
                    NewMessage.JSON,
                    payload,
                    span.traceParentOr(TraceParent.of(event).orElse(null)),
                    Boolean.TRUE.equals(event.attributes().get(OPERATIONAL)),
                    null,
                    incoming.published(),
                    null);
        }
    }

    /**
     * What will never become a message.
     *
     * @param cause why
     */
    record Poison(Incoming incoming, String cause) implements Reading {

        @Override
        public List<NewMessage> messages(Subscriptions subscriptions) {
            return List.of();
        }
    }
}
