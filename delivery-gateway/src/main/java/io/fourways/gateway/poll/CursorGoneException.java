package io.fourways.gateway.poll;

import io.fourways.gateway.position.Gap;
import io.fourways.service.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** 410: the events behind the cursor cannot be had; the members say where reading could begin. */
final class CursorGoneException extends ProblemException {

    private final Gap.Reason reason;

    CursorGoneException(Gap gap) {
        super(HttpStatus.GONE, "cursor-gone", "Cursor gone", detail(gap));
        this.reason = gap.reason();
        with("requested", gap.requested());
        with("reason", gap.reason().label());
        with("earliest", gap.earliest().toString());
        with("latest", gap.latest().toString());
    }

    Gap.Reason reason() {
        return reason;
    }

    private static String detail(Gap gap) {
        return switch (gap.reason()) {
            case EXPIRED -> "The log no longer holds what follows this cursor";
            case UNKNOWN -> "This cursor names no place in the log that has these channels";
            case OVERRUN -> "The log has forgotten what follows this cursor while it was being read";
        };
    }
}
