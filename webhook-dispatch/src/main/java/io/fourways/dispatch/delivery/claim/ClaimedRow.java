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
                claimed(row, leaseUntil), integer(row, 8), row.get(9, Instant.class), settings(row), flag(row, 28));
    }

    ClaimedRow with(byte @Nullable [] payload) {
        return claimed.payload() == payload
                ? this
                : new ClaimedRow(claimed.with(payload), slots, rampFrom, settings, more);
    }

    private static Claimed claimed(Readable row, Instant leaseUntil) {
        return new Claimed(
                text(row, 0),
                requireNonNull(row.get(1, Instant.class)),
                text(row, 2),
                integer(row, 3),
                integer(row, 4),
                flag(row, 27),
                flag(row, 5),
                flag(row, 6),
                flag(row, 7),
                row.get(10, String.class),
                leaseUntil,
                text(row, 11),
                text(row, 12),
                payload(row, 13),
                row.get(14, String.class),
                flag(row, 15),
                schedule(row, 16));
    }

    private static @Nullable EndpointSettings settings(Readable row) {
        String url = row.get(21, String.class);
        return url == null
                ? null
                : new EndpointSettings(
                        text(row, 17),
                        text(row, 18),
                        row.get(19, String.class),
                        row.get(20, String.class),
                        url,
                        row.get(22, byte[].class),
                        row.get(23, Integer.class),
                        row.get(24, Integer.class),
                        row.get(25, Integer.class),
                        schedule(row, 26));
    }

    private static byte @Nullable [] payload(Readable row, int column) {
        String hex = row.get(column, String.class);
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }

    private static String text(Readable row, int column) {
        return requireNonNull(row.get(column, String.class));
    }

    private static int integer(Readable row, int column) {
        return requireNonNull(row.get(column, Integer.class));
    }

    private static boolean flag(Readable row, int column) {
        return requireNonNull(row.get(column, Boolean.class));
    }

    private static @Nullable List<Integer> schedule(Readable row, int column) {
        Integer[] seconds = row.get(column, Integer[].class);
        return seconds == null ? null : List.of(seconds);
    }
}
