package io.fourways.ingest.relay;

import io.fourways.contract.Event;
import io.fourways.service.trace.TracedEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Events on their way onto the log, each observed, as part of the trace that its webhook belongs to, until it is
 * confirmed or the batch ends without it. Used by one thread at a time.
 */
final class ObservedBatch {

    private static final String NAME = "fourways.relay.publish";

    private final Queue<Observation> unconfirmed = new ArrayDeque<>();
    private int confirmed;

    ObservedBatch(List<Event> events, ObservationRegistry observations) {
        for (Event event : events) {
            unconfirmed.add(TracedEvent.observation(NAME, event, observations).start());
        }
    }

    /** The next of them is on the log. */
    void confirm() {
        confirmed++;
        unconfirmed.remove().stop();
    }

    /** How many are on the log: the first of them. */
    int confirmed() {
        return confirmed;
    }

    /** The rest are not, as far as is known. */
    void fail(Throwable failure) {
        unconfirmed.forEach(observation -> observation.error(failure));
        end();
    }

    void end() {
        unconfirmed.forEach(Observation::stop);
        unconfirmed.clear();
    }
}
