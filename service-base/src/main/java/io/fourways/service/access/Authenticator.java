package io.fourways.service.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Turns a token into its caller. */
@FunctionalInterface
public interface Authenticator {

    /**
     * The caller whose token this is; null means none was sent. Fails with a
     * {@link io.fourways.service.problem.ProblemException} 401 when a token is needed and missing, or is not valid.
     */
    Mono<Caller> authenticate(@Nullable String token);

    /**
     * For how long what it has said of a token counts without asking it again, unless the token itself ends before; zero when it
     * is to be asked each time.
     */
    default Duration holds(@Nullable String token) {
        return Duration.ZERO;
    }
}
