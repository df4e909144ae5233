package io.fourways.dispatch.endpoint.header;

import io.fourways.service.secrets.SealedSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's own headers as they are kept: name, value, name, value, sealed for the endpoint. Safe for any thread;
 * sealing waits for randomness, so keep it off event loops.
 */
public final class SealedHeaders {

    private SealedHeaders() {}

    static byte[] seal(SealedSecrets seal, String endpointId, Map<String, String> headers) {
        List<String> flat = new ArrayList<>();
        headers.forEach((name, value) -> {
            flat.add(name);
            flat.add(value);
        });
        return seal.seal(owner(endpointId), flat);
    }

    /** The headers by name, in which case does not matter; empty when they were sealed under a key not known here. */
    public static Optional<Map<String, String>> open(SealedSecrets seal, String endpointId, byte @Nullable [] sealed) {
        return sealed == null
                ? Optional.of(headers(List.of()))
                : seal.open(owner(endpointId), sealed).map(SealedHeaders::headers);
    }

    /** Not the endpoint itself: what is sealed for that is what it signs with. */
    private static String owner(String endpointId) {
        return endpointId + "/headers";
    }

    private static Map<String, String> headers(List<String> flat) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            headers.put(flat.get(i), flat.get(i + 1));
        }
        return headers;
    }
}
