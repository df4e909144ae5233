package io.fourways.ingest.receiving;

import io.fourways.ingest.inbox.Acceptance;
import io.fourways.ingest.provider.Verification;
import io.fourways.service.problem.PreparedProblem;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.ObjectMapper;

/** What senders are told when their webhook is not taken; to whoever forges very many, what was written once. */
final class Refusals {

    private final Duration retryAfter;
    private final ObjectMapper json;
    private final PreparedProblem untrusted;
    private final Map<String, PreparedProblem> malformed = new ConcurrentHashMap<>();

    Refusals(Duration retryAfter, ObjectMapper json) {
        this.retryAfter = retryAfter;
        this.json = json;
        this.untrusted = new PreparedProblem(
                new ProblemException(
                        HttpStatus.UNAUTHORIZED,
                        "webhook-untrusted",
                        "Not trusted",
                        "It was not signed with this source's secret, or not lately"),
                json);
    }

    static ProblemException unknownSource() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "unknown-source", "Unknown source", "No webhooks are expected at this address");
    }

    static ProblemException encoded() {
        ProblemException problem = new ProblemException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-encoding",
                "Unsupported encoding",
                "Bodies are taken as they were signed, without Content-Encoding");
        problem.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
        return problem;
    }

    /** Closes the connection: what else the sender has to say is not waited for. */
    static ProblemException tooSlow() {
        ProblemException problem = new ProblemException(
                HttpStatus.REQUEST_TIMEOUT, "body-timeout", "Too slow", "The body did not arrive in time");
        problem.getHeaders().set(HttpHeaders.CONNECTION, "close");
        return problem;
    }

    /** Tells a forger no more than that it did not work: the cause is kept for the operator. */
    Reception unverified(Verification verification) {
        if (verification instanceof Verification.Malformed how) {
            return new Reception.Refused(
                    "malformed", how.cause(), malformed.computeIfAbsent(how.cause(), this::malformed));
        }
        String verdict = verification instanceof Verification.Stale ? "stale" : "forged";
        return new Reception.Refused(verdict, cause(verification), untrusted);
    }

    private static String cause(Verification verification) {
        if (verification instanceof Verification.Stale stale) {
            return stale.cause();
        }
        return verification instanceof Verification.Forged forged ? forged.cause() : "";
    }

    /** There are as many causes as the code knows. */
    private PreparedProblem malformed(String cause) {
        return new PreparedProblem(
                new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "malformed-webhook",
                        "Malformed webhook",
                        "It cannot be verified: " + cause),
                json);
    }

    Reception limited() {
        return new Reception.Refused(
                "limited",
                "source-limit",
                new ProblemException(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "source-limit",
                                "Too many webhooks",
                                "The source takes no more webhooks in this second")
                        .retryAfter(retryAfter));
    }

    Reception unavailable(Acceptance.Unavailable unavailable) {
        String cause = unavailable.cause().name().toLowerCase(Locale.ROOT);
        return new Reception.Refused("unavailable", cause, notStored("It could not be stored; send it again"));
    }

    Reception busy() {
        return new Reception.Refused(
                "unavailable", "verifying", notStored("Too many wait to be verified; send it again"));
    }

    ProblemException outOfMemory() {
        return notStored("Too much is being received; send it again");
    }

    private ProblemException notStored(String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "inbox-unavailable", "Not accepted", detail)
                .retryAfter(retryAfter);
    }
}
