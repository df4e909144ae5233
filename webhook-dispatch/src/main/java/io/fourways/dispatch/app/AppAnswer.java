package io.fourways.dispatch.app;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An app as it is shown; its rate limit has had two names, and has both. */
record AppAnswer(
        String id,
        @Nullable String uid,
        String name,
        @Nullable Integer rateLimit,
        @Nullable Integer throttleRate,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt) {

    static AppAnswer of(App app) {
        return new AppAnswer(
                app.id(),
                app.uid(),
                app.name(),
                app.rateLimit(),
                app.rateLimit(),
                app.metadata(),
                app.createdAt(),
                app.updatedAt());
    }
}
