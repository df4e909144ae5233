package io.fourways.service.publishing;

import io.fourways.contract.Event;
import io.fourways.service.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** An event is larger than the broker ever takes: 413. It is not on the log, and sent again it would not be either. */
public final class EventTooLarge extends ProblemException {

    private final transient Event event;

    public EventTooLarge(Event event) {
        super(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large", "The event is larger than the broker takes");
        this.event = event;
    }

    /** Which one, among several that were published together. */
    public Event event() {
        return event;
    }
}
