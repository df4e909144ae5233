package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.endpoint.settings.EndpointSettings;
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
        EndpointSettings settings = endpoint.settings();
        return new EndpointAnswer(
                endpoint.id(),
                settings.uid(),
                settings.url(),
                settings.description(),
                settings.version(),
                settings.disabled(),
                settings.filterTypes(),
                settings.filterTypes(),
                settings.channels(),
                settings.rateLimit(),
                settings.rateLimit(),
                settings.metadata(),
                endpoint.createdAt(),
                endpoint.updatedAt());
    }
}
