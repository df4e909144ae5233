package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.isolation.EndpointSettings;
import io.fourways.dispatch.isolation.Health;
import io.fourways.dispatch.operational.Disabling;
import io.fourways.dispatch.operational.Disabling.Cause;
import io.fourways.dispatch.operational.OperationalEvent;
import io.fourways.dispatch.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What attempts lead to beyond their deliveries: endpoints that are disabled, and events that say so. */
final class Consequences {

    private final Outbox outbox;
    private final Duration disableAfter;

    /** @param disableAfter how long every attempt must have failed */
    Consequences(Outbox outbox, Duration disableAfter) {
        this.outbox = outbox;
        this.disableAfter = disableAfter;
    }

    /** Within the client's transaction. */
    Mono<Void> follow(DatabaseClient client, List<Judged> results, Map<String, Health> healths) {
        Map<String, Judged> gone = latest(results, result -> result.attempt().isGone());
        Map<String, Judged> failing = latest(results, result -> isSustained(result, healths));
        failing.keySet().removeAll(gone.keySet());
        Instant now = latest(results);
        return disable(client, gone, Cause.GONE, healths, now)
                .concatWith(disable(client, failing, Cause.FAILING, healths, now))
                .collect(() -> messages(results), List::addAll)
                .flatMap(events -> outbox.write(
                        client, events.stream().map(OperationalEvent::event).toList()));
    }

    private boolean isSustained(Judged result, Map<String, Health> healths) {
        Health health = healths.get(result.claimed().endpointId());
        Instant since = health == null ? null : health.failingSince();
        return since != null
                && result.attempt().isFailure()
                && !since.isAfter(result.attempt().at().minus(disableAfter));
    }

    private static Instant latest(List<Judged> results) {
        return results.stream()
                .map(result -> result.attempt().at())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Map<String, Judged> latest(List<Judged> results, Predicate<Judged> which) {
        return results.stream()
                .filter(which)
                .collect(Collectors.toMap(
                        result -> result.claimed().endpointId(),
                        result -> result,
                        (earlier, later) -> later,
                        LinkedHashMap::new));
    }

    private static Mono<List<OperationalEvent>> disable(
            DatabaseClient client, Map<String, Judged> which, Cause cause, Map<String, Health> healths, Instant now) {
        Map<String, String> versions = which.values().stream()
                .collect(Collectors.toMap(
                        result -> result.claimed().endpointId(),
                        result -> result.attempt().endpoint().version()));
        return Disabling.within(client, versions, cause, now).map(disabled -> disabled.stream()
                .map(which::get)
                .filter(Objects::nonNull)
                .map(result ->
                        disabled(result, cause, healths.get(result.claimed().endpointId())))
                .toList());
    }

    private static OperationalEvent disabled(Judged result, Cause cause, @Nullable Health health) {
        Map<String, Object> data = about(result);
        putIfKnown(data, "endpointUid", result.attempt().endpoint().uid());
        if (health != null && health.failingSince() != null) {
            data.put("failSince", health.failingSince().toString());
        }
        data.put("trigger", "automatic");
        data.put("cause", cause.name().toLowerCase(Locale.ROOT));
        return event("endpoint.disabled", result, data);
    }

    /** Messages about dispatch itself make no further ones. */
    private static List<OperationalEvent> messages(List<Judged> results) {
        List<OperationalEvent> events = new ArrayList<>();
        for (Judged result : results) {
            if (result.claimed().operational()) {
                continue;
            }
            if (result.isExhausted()) {
                events.add(message("message.attempt.exhausted", result));
            } else if (result.isFailing()) {
                events.add(message("message.attempt.failing", result));
            } else if (result.isRecovered()) {
                events.add(message("message.attempt.recovered", result));
            }
        }
        return events;
    }

    private static OperationalEvent message(String type, Judged result) {
        Map<String, Object> data = about(result);
        data.put("msgId", result.claimed().messageId());
        data.put(
                "lastAttempt",
                Map.of(
                        "id",
                        result.id(),
                        "responseStatusCode",
                        result.attempt().code(),
                        "timestamp",
                        result.attempt().at().toString()));
        return event(type, result, data);
    }

    private static Map<String, Object> about(Judged result) {
        EndpointSettings endpoint = result.attempt().endpoint();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("appId", endpoint.appId());
        putIfKnown(data, "appUid", endpoint.appUid());
        data.put("endpointId", result.claimed().endpointId());
        return data;
    }

    private static void putIfKnown(Map<String, Object> data, String name, @Nullable String value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    private static OperationalEvent event(String type, Judged result, Map<String, Object> data) {
        EndpointSettings endpoint = result.attempt().endpoint();
        return new OperationalEvent(
                type,
                result.id(),
                endpoint.appId(),
                endpoint.appUid(),
                result.attempt().at(),
                data);
    }
}
