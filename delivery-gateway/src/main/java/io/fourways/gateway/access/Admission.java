package io.fourways.gateway.access;

import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpStatus;

/** Whether a connection may be held. */
public sealed interface Admission {

    /** The admitted connection. Fails with a 429 problem and {@code Retry-After} when it was refused. */
    Admitted orThrow();

    /** A place that is taken until {@link #release} is called. */
    final class Admitted implements Admission {

        private final Runnable giveBack;
        private final AtomicBoolean held = new AtomicBoolean(true);

        Admitted(Runnable giveBack) {
            this.giveBack = giveBack;
        }

        /** Gives the place back. Further calls do nothing. */
        public void release() {
            if (held.compareAndSet(true, false)) {
                giveBack.run();
            }
        }

        @Override
        public Admitted orThrow() {
            return this;
        }
    }

    /**
     * No place is free.
     *
     * @param limit the limit that is reached
     */
    record Refused(Limit limit) implements Admission {

        private static final Duration RETRY = Duration.ofSeconds(5);

        @Override
        public Admitted orThrow() {
            throw problem();
        }

        /** What to tell the client. */
        public ProblemException problem() {
            String detail = "As many connections as there may be are held " + limit.scope;
            return new ProblemException(
                            HttpStatus.TOO_MANY_REQUESTS, "too-many-connections", "Too many connections", detail)
                    .with("limit", limit.property)
                    .retryAfter(RETRY);
        }
    }

    /** What connections are counted by. */
    enum Limit {
        /** All there are. */
        ALL("connections", "in all"),
        /** Those of one subject. */
        SUBJECT("connections-per-subject", "by this subject"),
        /** Those from one address. */
        ADDRESS("connections-per-address", "from this address");

        private final String property;
        private final String scope;

        Limit(String property, String scope) {
            this.property = property;
            this.scope = scope;
        }
    }
}
