package io.fourways.dispatch.attempt;

import io.fourways.dispatch.api.Members;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery or an attempt, in Svix's numbers and words.
 *
 * @param number 0 success, 1 pending, 2 fail, 3 sending
 */
record Status(int number, String text) {

    static final Status SUCCESS = new Status(0, "success");
    static final Status PENDING = new Status(1, "pending");
    static final Status FAIL = new Status(2, "fail");
    static final Status SENDING = new Status(3, "sending");

    /** Svix knows 4, too: cancelled, which nothing is here. */
    private static final int GREATEST = 4;

    /** Of an attempt, which is over. */
    static Status ofAttempt(int status) {
        return status == SUCCESS.number ? SUCCESS : FAIL;
    }

    /** Of a delivery. One that is held waits, too. */
    static Status ofDelivery(int state, boolean leased) {
        return switch (state) {
            case 0 -> SUCCESS;
            case 2 -> FAIL;
            case 1 -> leased ? SENDING : PENDING;
            default -> PENDING;
        };
    }

    /** What a query wants; null for any. */
    static @Nullable Integer wanted(Members query) {
        return query.integer("status", 0, GREATEST);
    }

    /** The condition that deliveries of a status fulfil. */
    static String deliveries(@Nullable Integer wanted) {
        if (wanted == null) {
            return "TRUE";
        }
        return switch (wanted) {
            case 0 -> "d.state = 0";
            case 1 -> "(d.state = 1 AND NOT d.leased OR d.state = 4)";
            case 2 -> "d.state = 2";
            case 3 -> "d.state = 1 AND d.leased";
            default -> "FALSE";
        };
    }
}
