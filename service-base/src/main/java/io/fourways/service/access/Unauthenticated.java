package io.fourways.service.access;

import io.fourways.service.problem.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The problem of a caller whose token is missing or not valid: 401 with a {@code WWW-Authenticate} challenge. The detail
 * names the reason and repeats nothing of the token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, section 3</a>
 */
public final class Unauthenticated extends ProblemException {

    private Unauthenticated(String detail, String challenge) {
        super(HttpStatus.UNAUTHORIZED, "unauthenticated", "Unauthenticated", detail);
        getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }

    /** A token is needed and none was sent. */
    public static Unauthenticated missing() {
        return new Unauthenticated("A bearer token is needed", "Bearer");
    }

    /**
     * A token was sent that is not valid.
     *
     * @param reason why not, as a sentence fit for a client's eyes
     */
    public static Unauthenticated invalid(String reason) {
        return new Unauthenticated(reason, "Bearer error=\"invalid_token\"");
    }
}
