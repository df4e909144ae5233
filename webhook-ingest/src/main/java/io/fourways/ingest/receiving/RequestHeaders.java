package io.fourways.ingest.receiving;

import io.fourways.ingest.provider.CredentialHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** A request's headers by lower-case name, as they are verified and as they are kept. */
final class RequestHeaders {

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
        kept.replaceAll((name, values) -> CredentialHeaders.contain(name) || more.contains(name) ? HIDDEN : values);
        return JsonMapper.shared().writeValueAsString(kept);
    }
}
