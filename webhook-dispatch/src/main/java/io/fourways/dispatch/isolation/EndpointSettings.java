package io.fourways.dispatch.isolation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as those who deliver to it need to know it.
 *
 * @param version       of all this: another once anything of it has changed
 * @param appId         whose it is
 * @param appUid        the app's own name for itself
 * @param uid           the endpoint's
 * @param url           where deliveries go
 * @param sealedHeaders its custom headers, as they are stored
 * @param rateLimit     deliveries per second
 * @param appRateLimit  the same of all endpoints of the app together
 * @param concurrency   deliveries under way at once, unless the default
 * @param schedule      seconds before each retry, unless the event type's or the default
 */
@SuppressWarnings("ArrayRecordComponent")
public record EndpointSettings(
        String version,
        String appId,
        @Nullable String appUid,
        @Nullable String uid,
        String url,
        byte @Nullable [] sealedHeaders,
        @Nullable Integer rateLimit,
        @Nullable Integer appRateLimit,
        @Nullable Integer concurrency,
        @Nullable List<Integer> schedule) {

    /** Keeps tokens in the URL out of logs. */
    @Override
    public String toString() {
        return "EndpointSettings[" + appId + ", " + version + "]";
    }
}
