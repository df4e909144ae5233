package io.fourways.ingest.rejected;

import io.fourways.ingest.provider.CredentialHeaders;
import io.fourways.service.secrets.SealedSecrets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The headers of refused webhooks as they are kept: a JSON object of arrays. The values of those that may hold
 * credentials are not in it; they are sealed as one more member, if there is a key, so that a webhook can be verified again
 * once its source's secret is mended. Safe for any thread.
 */
public final class KeptHeaders {

    /** No header has a colon in its name: nobody can send one that is called so. */
    private static final String SEALED = ":sealed";

    private static final List<String> NOT_KEPT = List.of("(not kept)");

    /** No source has a slash in its name: what is sealed here opens as nothing else. */
    private static final String KIND = "/rejected";

    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private final @Nullable SealedSecrets seal;

    /** @param seal null without a key: then credentials are not kept at all */
    public KeptHeaders(@Nullable SealedSecrets seal) {
        this.seal = seal;
    }

    /** Off event loops: sealing waits for randomness. */
    String write(String source, Map<String, List<String>> headers, Set<String> credentials) {
        Map<String, List<String>> shown = new LinkedHashMap<>(headers);
        Map<String, List<String>> hidden = new LinkedHashMap<>(headers);
        hidden.keySet().removeIf(name -> !credentials.contains(name) && !CredentialHeaders.contain(name));
        shown.replaceAll((name, values) -> hidden.containsKey(name) ? NOT_KEPT : values);
        if (seal != null && !hidden.isEmpty()) {
            byte[] sealed = seal.seal(source + KIND, List.of(JSON.writeValueAsString(hidden)));
            shown.put(SEALED, List.of(Base64.getEncoder().encodeToString(sealed)));
        }
        return JSON.writeValueAsString(shown);
    }

    /** Without credentials, to be shown. */
    public static Map<String, List<String>> shown(String json) {
        Map<String, List<String>> headers = new LinkedHashMap<>(JSON.readValue(json, HEADERS));
        headers.remove(SEALED);
        return headers;
    }

    /** As they came, as far as they were kept. */
    public Map<String, List<String>> read(String source, String json) {
        Map<String, List<String>> headers = new LinkedHashMap<>(JSON.readValue(json, HEADERS));
        @Nullable List<String> sealed = headers.remove(SEALED);
        if (seal != null && sealed != null) {
            seal.open(source + KIND, Base64.getDecoder().decode(sealed.get(0)))
                    .ifPresent(opened -> headers.putAll(JSON.readValue(opened.get(0), HEADERS)));
        }
        return headers;
    }

    /** Whether some are missing of what was {@linkplain #read read}. */
    public static boolean lack(Map<String, List<String>> headers) {
        return headers.containsValue(NOT_KEPT);
    }
}
