package io.fourways.gateway.drain;

import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** 503: the gateway is about to stop and takes no new readers. */
public final class GoingAwayException extends ProblemException {

    GoingAwayException() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                "draining",
                "Going away",
                "This gateway is about to stop: come back, and another will serve you");
        retryAfter(Duration.ofSeconds(1));
    }
}
