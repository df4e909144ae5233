package io.fourways.dispatch.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An endpoint as it is shown; its types and its rate limit have had two names, and have both. */
record EndpointAnswer(
        String id,
        @Nullable String uid,
        String url,
        String description,
        int version,
        boolean disabled,
        @Nullable List<String> filterTypes,
        @Nullable List<String> eventTypes,
        @Nullable List<String> channels,
        @Nullable Integer rateLimit,
        @Nullable Integer throttleRate,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt) {

    static EndpointAnswer of(Endpoint endpoint) {
        return new EndpointAnswer(
                endpoint.id(),
                endpoint.uid(),
                endpoint.url(),
                endpoint.description(),
                endpoint.version(),
                endpoint.disabled(),
                endpoint.filterTypes(),
                endpoint.filterTypes(),
                endpoint.channels(),
                endpoint.rateLimit(),
                endpoint.rateLimit(),
                endpoint.metadata(),
                endpoint.createdAt(),
                endpoint.updatedAt());
    }
}
