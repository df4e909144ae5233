package io.fourways.dispatch.delivery.claim;

import static java.util.Objects.requireNonNull;

import io.fourways.dispatch.isolation.EndpointSettings;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row that a claim gives.
 *
 * @param claimed  the delivery
 * @param slots    how many of its endpoint's there could have been
 * @param rampFrom when the endpoint's circuit breaker closed, if that is not long ago
 * @param settings the endpoint's, when they are not as they were known
 * @param more     whether the claim left something for its size, of this endpoint or another
 */
public record ClaimedRow(
        Claimed claimed,
        int slots,
        @Nullable Instant rampFrom,
        @Nullable EndpointSettings settings,
        boolean more) {

    static ClaimedRow of(Readable row, Instant leaseUntil) {
        return new ClaimedRow(
                claimed(row, leaseUntil),
                integer(row, "slots"),
                row.get("ramp_from", Instant.class),
                settings(row),
                flag(row, "more"));
    }

    ClaimedRow with(byte @Nullable [] payload) {
        return claimed.payload() == payload
                ? this
                : new ClaimedRow(claimed.with(payload), slots, rampFrom, settings, more);
    }

    private static Claimed claimed(Readable row, Instant leaseUntil) {
        return new Claimed(
                text(row, "message_id"),
                requireNonNull(row.get("created_at", Instant.class)),
                requireNonNull(row.get("published_at", Instant.class)),
                text(row, "endpoint_id"),
                integer(row, "fence"),
                integer(row, "attempts"),
                flag(row, "backlog"),
                flag(row, "by_hand"),
                flag(row, "expired"),
                flag(row, "turn"),
                row.get("ordering", String.class),
                leaseUntil,
                text(row, "event_type"),
                text(row, "content_type"),
                payload(row, "payload"),
                row.get("traceparent", String.class),
                flag(row, "operational"),
                flag(row, "failing"),
                schedule(row, "type_schedule"));
    }

    private static @Nullable EndpointSettings settings(Readable row) {
        String url = row.get("url", String.class);
        return url == null
                ? null
                : new EndpointSettings(
                        text(row, "version"),
                        text(row, "app_id"),
                        row.get("app_uid", String.class),
                        row.get("uid", String.class),
                        url,
                        row.get("sealed_headers", byte[].class),
                        row.get("rate_limit", Integer.class),
                        row.get("app_rate_limit", Integer.class),
                        row.get("concurrency", Integer.class),
                        schedule(row, "schedule"));
    }

    private static byte @Nullable [] payload(Readable row, String column) {
        String hex = row.get(column, String.class);
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }

    private static int integer(Readable row, String column) {
        return requireNonNull(row.get(column, Integer.class));
    }

    private static boolean flag(Readable row, String column) {
        return requireNonNull(row.get(column, Boolean.class));
    }

    private static @Nullable List<Integer> schedule(Readable row, String column) {
        Integer[] seconds = row.get(column, Integer[].class);
        return seconds == null ? null : List.of(seconds);
    }
}
