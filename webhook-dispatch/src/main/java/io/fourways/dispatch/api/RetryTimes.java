package io.fourways.dispatch.api;

import java.time.Duration;
import java.util.List;

/** How long is waited before each retry, as requests say it in seconds. */
public final class RetryTimes {

    private static final int MAX_RETRIES = 20;
    private static final long MAX_SECONDS = Duration.ofDays(7).toSeconds();

    /** What they must be, as the end of a sentence. */
    public static final String RULE =
            "must be 1 to " + MAX_RETRIES + " times of 1 to " + MAX_SECONDS + " whole seconds";

    private RetryTimes() {}

    public static boolean areValid(List<Long> seconds) {
        return !seconds.isEmpty()
                && seconds.size() <= MAX_RETRIES
                && seconds.stream().allMatch(time -> time >= 1 && time <= MAX_SECONDS);
    }
}
