package io.fourways.producer.samples;

import io.fourways.contract.Event;
import java.util.List;

/** A service's state on {@code samples.status}: it changes rarely, and only the last change matters. */
final class StatusBadge implements Sample {

    private static final List<Status> COURSE = List.of(
            new Status("operational", "All systems go"),
            new Status("degraded", "Some requests are slow"),
            new Status("operational", "Back to normal"),
            new Status("maintenance", "Planned work until 14:00 UTC"));

    private int turn;

    @Override
    public Event next() {
        return SampleEvents.of("samples.status", "status", COURSE.get(turn++ % COURSE.size()));
    }

    private record Status(String state, String detail) {}
}
