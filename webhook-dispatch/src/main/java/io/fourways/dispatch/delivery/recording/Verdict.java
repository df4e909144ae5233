package io.fourways.dispatch.delivery.recording;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from an attempt for its delivery. */
sealed interface Verdict {

    /** As it is stored. */
    short state();

    /** When it is due again, if it is. */
    default @Nullable Instant dueAt() {
        return null;
    }

    /** The endpoint has it. */
    record Delivered() implements Verdict {

        @Override
        public short state() {
            return 0;
        }
    }

    /** It is tried again. */
    record Retried(@Override Instant dueAt) implements Verdict {

        @Override
        public short state() {
            return 1;
        }
    }

    /** It is not tried again, unless somebody asks for it. */
    record GivenUp() implements Verdict {

        @Override
        public short state() {
            return 2;
        }
    }

    /**
     * Judges by the schedule. What an endpoint asks for by {@code Retry-After} may make it later, never sooner.
     *
     * @param asked how long that is, as far as it is heeded
     */
    static Verdict of(Attempt attempt, RetrySchedule schedule, @Nullable Duration asked) {
        if (attempt.isDelivered()) {
            return new Delivered();
        }
        int attempts = Math.max(1, attempt.attempts());
        Duration delay = schedule.after(
                attempts, attempt.endpoint().schedule(), attempt.claimed().schedule());
        if (delay == null || attempt.reply() == null) {
            return new GivenUp();
        }
        return new Retried(attempt.at().plus(asked == null || asked.compareTo(delay) < 0 ? delay : asked));
    }
}
