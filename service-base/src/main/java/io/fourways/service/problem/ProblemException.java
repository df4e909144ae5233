package io.fourways.service.problem;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error that reaches a client, as problem details with a stable {@code type} under {@value #TYPES}. It is an answer more
 * than a failure, and has no stack trace: making one costs more than all the rest of refusing, when very many are refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public class ProblemException extends ErrorResponseException {

    /** What every problem's type begins with. */
    public static final String TYPES = "https://fourways.io/problems/";

    /**
     * @param status the HTTP status
     * @param type   the last part of the type, in kebab case
     * @param title  the same for every problem of the type
     * @param detail what happened this time, fit for a client's eyes
     */
    public ProblemException(HttpStatus status, String type, String title, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
        getBody().setType(URI.create(TYPES + type));
        getBody().setTitle(title);
    }

    @Override
    public final synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Adds an extension member. */
    public ProblemException with(String member, Object value) {
        getBody().setProperty(member, value);
        return this;
    }

    /** Says when to try again. */
    public ProblemException retryAfter(Duration delay) {
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, delay.toSeconds())));
        return this;
    }

    /** A 400 that names the member at fault. */
    public static ProblemException invalid(String member, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "Invalid request", detail)
                .with("member", member);
    }
}
