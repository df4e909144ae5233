package io.fourways.service.publishing;

import io.fourways.contract.Event;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Why an event did not get onto the log. */
enum Refusal {
    OVERLOADED("publisher-overloaded", "Too many events wait for the broker's confirm"),
    UNAVAILABLE("broker-unavailable", "The broker cannot be reached"),
    UNCONFIRMED("publish-unconfirmed", "The broker did not confirm in time; publish the same id and source again"),
    REJECTED("publish-rejected", "The broker refused the event"),
    UNROUTABLE("log-missing", "The broker has no log or queue that would take the event"),
    TOO_LARGE("too-large", "The event is larger than the broker takes");

    private final String type;
    private final String detail;

    Refusal(String type, String detail) {
        this.type = type;
        this.detail = detail;
    }

    /** The refusal as the metric's tag. */
    String cause() {
        return name().toLowerCase(Locale.ROOT);
    }

    ProblemException problem(Event event, Duration retryAfter) {
        if (this == TOO_LARGE) {
            return new EventTooLarge(event);
        }
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, type, "Not published", detail)
                .retryAfter(retryAfter);
    }
}
