package io.fourways.ingest.receiving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** A request's headers by lower-case name, as they are verified and as they are kept. */
final class RequestHeaders {

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-gitlab-token");
    private static final List<String> HIDDEN = List.of("(not kept)");

    private RequestHeaders() {}

    static Map<String, List<String>> of(HttpHeaders headers) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        headers.forEach((name, values) -> byName.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return byName;
    }

    /** As a JSON object, to be looked at: without what would let somebody in who reads it. */
    static String withoutCredentials(Map<String, List<String>> headers, Set<String> more) {
        Map<String, List<String>> kept = new LinkedHashMap<>(headers);
        kept.replaceAll((name, values) -> CREDENTIALS.contains(name) || more.contains(name) ? HIDDEN : values);
        return toJson(kept);
    }

    /** As a JSON object, to be verified again. */
    static String toJson(Map<String, List<String>> headers) {
        return JsonMapper.shared().writeValueAsString(headers);
    }
}
