package io.fourways.dispatch.isolation;

import io.fourways.service.background.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When an endpoint is left alone, and when it is tried again. Opens after some failures in a row, lets one attempt
 * through when its time is up, closes after a success. What is held meanwhile burns no attempt. When it opens again before
 * the ramp is over, that is for longer, as if it had not closed.
 *
 * <p>An ordered endpoint needs none: its first delivery is the probe, and the retry schedule says when.
 */
public final class CircuitBreaker {

    private static final double JITTER = 0.25;

    private final IsolationProperties properties;
    private final Backoff backoff;
    private final Duration longestQuiet;
    private final Ramp ramp;
    private final RandomGenerator random;

    /** @param longestQuiet how long nothing may fail before a failure is the first of others, not one more of those before */
    public CircuitBreaker(IsolationProperties properties, Duration longestQuiet, RandomGenerator random) {
        this.properties = properties;
        this.backoff = new Backoff(properties.openFor(), properties.longestOpen());
        this.longestQuiet = longestQuiet;
        this.ramp = new Ramp(properties.ramp());
        this.random = random;
    }

    /** How an endpoint fares after an attempt. */
    public Health after(Health before, Observed attempt) {
        if (!attempt.sent()) {
            return attempt.turn() ? turnOver(before, attempt) : before;
        }
        if (attempt.ordered()) {
            return ordered(before, attempt);
        }
        return attempt.succeeded() ? success(before, attempt) : failure(before, attempt);
    }

    /** The next one has it; or the same again at its time, as of any attempt, if the endpoint is ordered. */
    private static Health turnOver(Health before, Observed attempt) {
        return new Health(
                before.failingSince(),
                before.failedAt(),
                before.failures(),
                attempt.retryAt() == null ? attempt.at() : attempt.retryAt(),
                before.opened(),
                before.rampFrom(),
                attempt.parkedBy() == null ? before.parkedBy() : attempt.parkedBy());
    }

    private Health ordered(Health before, Observed attempt) {
        Instant openUntil = attempt.turn() ? attempt.retryAt() : before.openUntil();
        if (attempt.succeeded()) {
            return new Health(null, null, 0, openUntil, 0, null, null);
        }
        String parkedBy = attempt.parkedBy() == null ? before.parkedBy() : attempt.parkedBy();
        return new Health(
                since(before, attempt), last(before, attempt), before.failures() + 1, openUntil, 0, null, parkedBy);
    }

    /** How often it had opened is kept for the ramp, and of no interest after that. */
    private static Health success(Health before, Observed attempt) {
        boolean closes = before.openUntil() != null;
        Instant rampFrom = closes ? attempt.at() : before.rampFrom();
        return new Health(null, null, 0, null, before.opened(), rampFrom, null);
    }

    /** What comes back late, from before the circuit breaker opened, does not keep it open for longer. */
    private Health failure(Health before, Observed attempt) {
        int failures = before.failures() + 1;
        boolean opens = attempt.turn() || (before.openUntil() == null && failures >= properties.failures());
        int opened = (isForgotten(before, attempt) ? 0 : before.opened()) + (opens ? 1 : 0);
        return new Health(
                since(before, attempt),
                last(before, attempt),
                failures,
                opens ? attempt.at().plus(pause(opened, attempt.retryAfter())) : before.openUntil(),
                opened,
                opens ? null : before.rampFrom(),
                null);
    }

    private boolean isForgotten(Health before, Observed attempt) {
        return before.rampFrom() != null && ramp.isOver(Duration.between(before.rampFrom(), attempt.at()));
    }

    /** That it failed once, and once more long after, says nothing of the time between. */
    private Instant since(Health before, Observed attempt) {
        Instant since = before.failingSince();
        Instant last = before.failedAt();
        boolean quiet = last == null || last.plus(longestQuiet).isBefore(attempt.at());
        return since == null || quiet ? attempt.at() : since;
    }

    private static Instant last(Health before, Observed attempt) {
        Instant last = before.failedAt();
        return last == null || last.isBefore(attempt.at()) ? attempt.at() : last;
    }

    private Duration pause(int opened, @Nullable Duration retryAfter) {
        long base = backoff.after(opened).toMillis();
        Duration pause = Duration.ofMillis((long) (base * (1 + JITTER * random.nextDouble())));
        return retryAfter == null || pause.compareTo(retryAfter) > 0 ? pause : retryAfter;
    }
}
