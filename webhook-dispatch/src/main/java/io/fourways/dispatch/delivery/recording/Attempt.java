package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.delivery.claim.Claimed;
import io.fourways.dispatch.egress.Reply;
import io.fourways.dispatch.isolation.EndpointSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was tried.
 *
 * @param claimed  the delivery
 * @param endpoint where it went, as it was known then
 * @param reply    what came of it; none when there was nothing to send
 * @param at       when it was over
 */
public record Attempt(
        Claimed claimed,
        EndpointSettings endpoint,
        @Nullable Reply reply,
        Instant at) {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** The status of the answer; 0 when there was none. */
    public int code() {
        return reply instanceof Reply.Answered answered ? answered.status() : 0;
    }

    /** Whether the endpoint has it: a redirect says it has not. */
    public boolean isDelivered() {
        return code() >= OK && code() < MULTIPLE_CHOICES;
    }

    /** Whether the endpoint failed to take it. */
    public boolean isFailure() {
        return isTelling() && !isDelivered();
    }

    /** Whether it says how the endpoint fares: nothing does for which there was nothing to send, or that failed on this side. */
    boolean isTelling() {
        boolean ours = reply instanceof Reply.Unreachable unreachable && unreachable.cause() == Reply.Cause.INTERNAL;
        return reply != null && !ours;
    }

    /** Whether the endpoint wants no more, ever. */
    public boolean isGone() {
        return code() == GONE;
    }

    /**
     * How long the endpoint asks to be left alone, if its status is one that may.
     *
     * @param longest up to which that is heeded
     */
    @Nullable
    Duration retryAfter(Duration longest) {
        boolean heeded = code() == TOO_MANY_REQUESTS || code() == SERVICE_UNAVAILABLE;
        Duration asked = heeded && reply instanceof Reply.Answered answered ? answered.retryAfter() : null;
        return asked == null || asked.compareTo(longest) < 0 ? asked : longest;
    }

    /** The beginning of the answer, or why there is none. */
    String response() {
        if (reply instanceof Reply.Answered answered) {
            return answered.body();
        }
        return reply instanceof Reply.Unreachable unreachable ? unreachable.detail() : "";
    }

    Duration took() {
        return reply == null ? Duration.ZERO : reply.took();
    }

    /** Attempts of the schedule, with this one. */
    int attempts() {
        return claimed.attempts() + (claimed.byHand() ? 0 : 1);
    }
}
