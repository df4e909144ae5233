package io.fourways.ingest.administration.webhooks;

import io.fourways.ingest.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request's headers as they may be shown: some providers send the secret itself, and what was rejected is kept whole
 * so that it can be verified again.
 */
final class ShownHeaders {

    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-gitlab-token", "x-api-key");
    private static final List<String> HIDDEN = List.of("(not shown)");

    private ShownHeaders() {}

    /**
     * Leaves out credentials: by name, by the option that says where the source's token is, and whatever contains one of
     * its secrets.
     *
     * @param source null when there is none of that name any more
     */
    static Map<String, List<String>> of(String json, @Nullable Source source) {
        Map<String, List<String>> shown =
                new LinkedHashMap<>(JsonMapper.shared().readValue(json, HEADERS));
        shown.replaceAll((name, values) -> isSecret(name, values, source) ? HIDDEN : values);
        return shown;
    }

    private static boolean isSecret(String name, List<String> values, @Nullable Source source) {
        if (CREDENTIALS.contains(name)) {
            return true;
        }
        if (source == null) {
            return false;
        }
        boolean holdsToken = source.provider().name().equals("token")
                && source.settings()
                        .option("header")
                        .filter(name::equalsIgnoreCase)
                        .isPresent();
        return holdsToken
                || values.stream()
                        .anyMatch(value -> source.settings().secrets().stream().anyMatch(value::contains));
    }
}
