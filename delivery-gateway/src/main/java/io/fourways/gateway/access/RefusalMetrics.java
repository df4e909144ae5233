package io.fourways.gateway.access;

import static java.util.Objects.requireNonNull;

import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.problem.Problems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/**
 * What is refused, by the last part of the problem's type, or by the limit that is reached; what is not among those known here
 * is {@code other}. All are registered from the start, so that an alert on an increase misses not even the first. Safe for any
 * thread.
 *
 * <ul>
 *   <li>{@code fourways.gateway.refused} (counter, by {@code cause}): requests to read. {@code connections},
 *       {@code connections-per-subject}, {@code connections-per-address}: is it a storm, or one client? {@code connect-rate}: a
 *       storm. {@code log-unavailable}, {@code internal-error}: alert. {@code draining}: does the balancer still send clients here?
 *   <li>{@code fourways.gateway.frames.refused} (counter, by {@code cause}): what clients want on an open WebSocket: to
 *       subscribe, to publish, to authenticate anew.
 * </ul>
 */
public final class RefusalMetrics {

    private static final String OTHER = "other";
    private static final String GONE = "cursor-gone";

    private final Map<String, Counter> requests;
    private final Map<String, Counter> frames;

    public RefusalMetrics(MeterRegistry registry) {
        requests = counters(
                registry,
                "fourways.gateway.refused",
                "Requests to read that were refused",
                List.of(
                        "connections",
                        "connections-per-subject",
                        "connections-per-address",
                        "connect-rate",
                        "unauthenticated",
                        "forbidden",
                        "forbidden-origin",
                        "way-not-allowed",
                        "several-logs",
                        "log-not-served",
                        "invalid-request",
                        "not-acceptable",
                        "draining",
                        "log-unavailable",
                        "too-many-unread-answers",
                        "internal-error",
                        OTHER));
        frames = counters(
                registry,
                "fourways.gateway.frames.refused",
                "Frames of WebSockets that were refused",
                List.of(
                        "subscriptions-per-connection",
                        "patterns-per-connection",
                        "unauthenticated",
                        "forbidden",
                        "other-subject",
                        "way-not-allowed",
                        "client-publish-not-allowed",
                        "several-logs",
                        "log-not-served",
                        "invalid-request",
                        "log-unavailable",
                        "publish-rate",
                        "publisher-overloaded",
                        "broker-unavailable",
                        "publish-unconfirmed",
                        "too-large",
                        "internal-error",
                        OTHER));
    }

    private static Map<String, Counter> counters(
            MeterRegistry registry, String name, String description, List<String> causes) {
        Map<String, Counter> counters = new HashMap<>();
        causes.forEach(cause -> counters.put(
                cause,
                Counter.builder(name)
                        .description(description)
                        .tag("cause", cause)
                        .register(registry)));
        return Map.copyOf(counters);
    }

    /** A request was refused; one for a place that is not there was not, it was answered. */
    public void request(Throwable failure) {
        String cause = cause(failure);
        if (!cause.equals(GONE)) {
            count(requests, cause);
        }
    }

    /** A frame was refused. */
    public void frame(Throwable failure) {
        count(frames, cause(failure));
    }

    private static void count(Map<String, Counter> counters, String cause) {
        requireNonNull(counters.getOrDefault(cause, counters.get(OTHER))).increment();
    }

    private static String cause(Throwable failure) {
        if (failure instanceof LogUnavailableException) {
            return "log-unavailable";
        }
        ProblemDetail problem = Problems.of(failure).getBody();
        Map<String, Object> members = Objects.requireNonNullElse(problem.getProperties(), Map.of());
        return members.get("limit") instanceof String limit ? limit : lastPart(problem.getType());
    }

    private static String lastPart(@Nullable URI type) {
        return type == null ? OTHER : type.toString().replace(ProblemException.TYPES, "");
    }
}
