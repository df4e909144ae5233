package io.fourways.dispatch.api;

import org.jspecify.annotations.Nullable;

/** How many deliveries a second something takes, which has had two names. */
public final class RateLimit {

    private static final String NAME = "throttleRate";
    private static final String EARLIER_NAME = "rateLimit";
    private static final int MAX = 65_535;

    private RateLimit() {}

    /** Null for any number. */
    public static @Nullable Integer of(Members members) {
        Integer limit = members.integer(NAME, 1, MAX);
        return limit == null ? members.integer(EARLIER_NAME, 1, MAX) : limit;
    }

    public static boolean isSaid(Members members) {
        return members.says(NAME) || members.says(EARLIER_NAME);
    }
}
