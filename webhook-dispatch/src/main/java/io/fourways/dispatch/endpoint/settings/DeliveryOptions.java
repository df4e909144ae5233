package io.fourways.dispatch.endpoint.settings;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.RetryTimes;
import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is delivered to, where Svix has no member for it: its metadata says it.
 *
 * @param schedule    seconds before each retry; null for the event type's, or the default
 * @param ordering    {@code parking} or {@code skipping}: one after the other; null for any order
 * @param concurrency deliveries under way at once; null for the default
 */
public record DeliveryOptions(
        @Nullable List<Integer> schedule,
        @Nullable String ordering,
        @Nullable Integer concurrency) {

    static final String SCHEDULE = "fourways.schedule";
    static final String ORDERING = "fourways.ordering";
    static final String CONCURRENCY = "fourways.concurrency";

    private static final Set<String> ORDERINGS = Set.of("parking", "skipping");
    private static final int MAX_CONCURRENCY = 1000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    static DeliveryOptions of(Readable row) {
        return new DeliveryOptions(
                Rows.numbers(row, "schedule"),
                row.get("ordering", String.class),
                row.get("concurrency", Integer.class));
    }

    static DeliveryOptions of(Members members, Map<String, String> metadata) {
        return new DeliveryOptions(
                schedule(members, metadata.get(SCHEDULE)),
                ordering(members, metadata.get(ORDERING)),
                concurrency(members, metadata.get(CONCURRENCY)));
    }

    private static @Nullable List<Integer> schedule(Members members, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Stream<String> times = Arrays.stream(text.strip().split("\\s+"));
        List<Long> seconds =
                times.map(time -> isNumber(time) ? Long.parseLong(time) : 0).toList();
        if (!RetryTimes.areValid(seconds)) {
            throw members.invalid(RetryTimes.RULE + ", separated by spaces", "metadata", SCHEDULE);
        }
        return seconds.stream().map(Long::intValue).toList();
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private static @Nullable String ordering(Members members, @Nullable String text) {
        if (text != null && !ORDERINGS.contains(text)) {
            throw members.invalid("must be parking or skipping", "metadata", ORDERING);
        }
        return text;
    }

    private static @Nullable Integer concurrency(Members members, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Predicate<Integer> allowed = number -> number >= 1 && number <= MAX_CONCURRENCY;
        if (!isNumber(text) || !allowed.test(Integer.parseInt(text))) {
            throw members.invalid("must be a whole number from 1 to " + MAX_CONCURRENCY, "metadata", CONCURRENCY);
        }
        return Integer.valueOf(text);
    }
}
