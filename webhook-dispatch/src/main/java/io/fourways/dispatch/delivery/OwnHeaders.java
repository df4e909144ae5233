package io.fourways.dispatch.delivery;

import io.fourways.dispatch.endpoint.header.SealedHeaders;
import io.fourways.dispatch.isolation.EndpointSettings;
import io.fourways.service.secrets.SealedSecrets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The headers that endpoints have of their own, opened once for each version of an endpoint. Safe for any thread. */
final class OwnHeaders {

    private static final Logger log = LoggerFactory.getLogger(OwnHeaders.class);
    private static final int MOST_KNOWN = 10_000;

    private final SealedSecrets seal;
    private final Map<String, Opened> known = new ConcurrentHashMap<>();

    OwnHeaders(SealedSecrets seal) {
        this.seal = seal;
    }

    /** By name; none when they do not open under the keys that are configured. */
    @Nullable
    Map<String, String> of(String endpointId, EndpointSettings endpoint) {
        byte[] sealed = endpoint.sealedHeaders();
        if (sealed == null) {
            return Map.of();
        }
        Opened opened = known.get(endpointId);
        if (opened == null || !opened.version().equals(endpoint.version())) {
            opened = open(endpointId, endpoint.version(), sealed);
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(endpointId, opened);
        }
        return opened.headers();
    }

    private Opened open(String endpointId, String version, byte[] sealed) {
        Optional<Map<String, String>> headers = SealedHeaders.open(seal, endpointId, sealed);
        if (headers.isEmpty()) {
            log.error(
                    "The headers of endpoint {} do not open under the keys"
                            + " in fourways.dispatch.secrets-key and previous-secrets-keys",
                    endpointId);
        }
        return new Opened(version, headers.orElse(null));
    }

    private record Opened(String version, @Nullable Map<String, String> headers) {}
}
