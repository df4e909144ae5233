package io.fourways.gateway.poll;

import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** 503: too much of what others were answered waits for them to take it, and not even one event more has room. */
final class NoRoomException extends ProblemException {

    private static final Duration RETRY = Duration.ofSeconds(1);

    NoRoomException() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                "too-many-unread-answers",
                "Too many unread answers",
                "Too many answers wait for their readers: come back, or read by SSE or WebSocket");
        retryAfter(RETRY);
    }
}
