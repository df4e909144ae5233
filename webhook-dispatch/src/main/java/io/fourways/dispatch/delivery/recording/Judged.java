package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.delivery.claim.Claimed;
import io.fourways.dispatch.id.Ids;
import io.fourways.dispatch.isolation.Observed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt and what follows from it.
 *
 * @param id         of the attempt
 * @param retryAfter how long the endpoint is to be left alone because it asks for it
 */
record Judged(
        String id,
        Attempt attempt,
        Verdict verdict,
        @Nullable Duration retryAfter) {

    /** After how many failures a message counts as failing. */
    private static final int FAILING = 4;

    /** What an endpoint asks for is heeded up to the longest for the delivery and for the endpoint alike. */
    static Judged of(Attempt attempt, RetrySchedule schedule, Duration longestRetryAfter) {
        Duration asked = attempt.retryAfter(longestRetryAfter);
        return new Judged(Ids.attempt(attempt.at()), attempt, Verdict.of(attempt, schedule, asked), asked);
    }

    Claimed claimed() {
        return attempt.claimed();
    }

    /** What it says about the endpoint. */
    Observed observed() {
        boolean ordered = claimed().ordering() != null;
        boolean parks =
                verdict instanceof Verdict.GivenUp && "parking".equals(claimed().ordering());
        Instant retryAt = verdict instanceof Verdict.Retried retried ? retried.dueAt() : null;
        return new Observed(
                attempt.isTelling(),
                attempt.isDelivered(),
                claimed().turn(),
                ordered,
                attempt.at(),
                ordered ? retryAt : null,
                parks && attempt.reply() != null ? claimed().messageId() : null,
                retryAfter);
    }

    boolean isExhausted() {
        return verdict instanceof Verdict.GivenUp
                && attempt.reply() != null
                && !claimed().byHand();
    }

    boolean isFailing() {
        return verdict instanceof Verdict.Retried
                && attempt.attempts() == FAILING
                && !claimed().byHand();
    }

    /** It has been said to fail, whoever made it arrive after all. */
    boolean isRecovered() {
        return attempt.isDelivered() && claimed().failing();
    }

    /** Whether it has been said to fail, now or before, and has not arrived. */
    boolean leavesItFailing() {
        return !attempt.isDelivered() && (claimed().failing() || isFailing() || isExhausted());
    }
}
