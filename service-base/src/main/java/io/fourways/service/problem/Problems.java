package io.fourways.service.problem;

import io.fourways.contract.InvalidEventException;
import java.net.URI;
import java.util.Locale;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/** The problem that a failure is to a client. */
public final class Problems {

    private Problems() {}

    /** The problem for any failure at all; of one that nobody foresaw it tells nothing but that it happened. */
    public static ErrorResponse of(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        if (failure instanceof InvalidEventException invalid) {
            return invalid(invalid);
        }
        if (failure instanceof ErrorResponse response) {
            return typed(response);
        }
        if (failure instanceof DataBufferLimitException || failure.getCause() instanceof DataBufferLimitException) {
            return tooLarge("The body is larger than allowed");
        }
        return new ProblemException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Internal error",
                "Something failed here; it has been logged");
    }

    /** A 400 for an event that somebody sent. */
    public static ProblemException invalid(InvalidEventException event) {
        return ProblemException.invalid(event.member(), event.getMessage());
    }

    /**
     * A 413. The connection stays open, and the server discards what is left of the body: closing on a client that
     * still sends would reset the connection, and the client might never see the answer.
     */
    public static ProblemException tooLarge(String detail) {
        return new ProblemException(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large", detail);
    }

    /** A 400 that nobody is there to read: the client went before its body had come, which is no failure of ours. */
    public static ProblemException aborted() {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "aborted", "Aborted", "The connection ended before the body did");
    }

    /** The framework's own problems get stable types as well: their titles in kebab case. */
    private static ErrorResponse typed(ErrorResponse response) {
        ProblemDetail body = response.getBody();
        HttpStatus status = HttpStatus.resolve(response.getStatusCode().value());
        boolean untyped = body.getType() == null || body.getType().equals(URI.create("about:blank"));
        if (untyped && status != null) {
            String type = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
            body.setType(URI.create(ProblemException.TYPES + type));
        }
        return response;
    }
}
