package io.fourways.gateway.prepared;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The fields of an answer that are the same in every answer to its question, whoever has set them: name and value in turn.
 *
 * @param before those before the advice when to ask again
 * @param behind those behind it
 */
record FixedFields(List<String> before, List<String> behind) {

    private static final String ADVICE = "poll-after";
    private static final Set<String> MADE = Set.of(
            "cache-control",
            "date",
            "link",
            "preference-applied",
            "content-type",
            "content-length",
            "etag",
            "transfer-encoding");
    private static final Set<String> ONCE = Set.of("set-cookie", "traceparent", "connection");

    /** Those of a head; null when it has some that are for one answer alone. */
    static @Nullable FixedFields of(HttpHeaders head) {
        List<String> before = new ArrayList<>();
        List<String> behind = new ArrayList<>();
        boolean[] state = {false, false};
        head.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            state[0] |= lower.equals(ADVICE);
            state[1] |= ONCE.contains(lower);
            if (!lower.equals(ADVICE) && !MADE.contains(lower)) {
                values.forEach(value -> (state[0] ? behind : before).addAll(List.of(name, value)));
            }
        });
        return state[1] ? null : new FixedFields(List.copyOf(before), List.copyOf(behind));
    }
}
