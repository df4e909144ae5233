package io.fourways.dispatch.eventtype;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.RetryTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * When messages of a type are tried again, as requests and answers say it.
 *
 * @param retrySchedule how long is waited before each retry; null for the default
 */
record RetrySchedule(@Nullable List<Delay> retrySchedule) {

    private static final String MEMBER = "retrySchedule";

    record Delay(long secs, int nanos) {}

    static RetrySchedule ofSeconds(@Nullable List<Integer> seconds) {
        return new RetrySchedule(
                seconds == null
                        ? null
                        : seconds.stream().map(time -> new Delay(time, 0)).toList());
    }

    /** The seconds before each retry; null for the default. */
    static @Nullable List<Integer> seconds(Members members) {
        JsonNode schedule = members.json(MEMBER);
        if (schedule == null) {
            return null;
        }
        List<Long> seconds = schedule.valueStream().map(RetrySchedule::seconds).toList();
        if (!schedule.isArray() || !RetryTimes.areValid(seconds)) {
            throw members.invalid(RetryTimes.RULE + ", each as {\"secs\":…,\"nanos\":0}", MEMBER);
        }
        return seconds.stream().map(Long::intValue).toList();
    }

    /** None that can be taken for one where it is none. */
    private static long seconds(JsonNode delay) {
        JsonNode seconds = delay.path("secs");
        boolean whole = seconds.isIntegralNumber()
                && seconds.canConvertToLong()
                && delay.path("nanos").asInt(0) == 0;
        return whole ? seconds.longValue() : 0;
    }
}
