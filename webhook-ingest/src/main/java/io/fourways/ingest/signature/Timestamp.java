package io.fourways.ingest.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a webhook was signed, as its sender says.
 *
 * @param text as sent: what was signed
 * @param at   the moment it names
 */
public record Timestamp(String text, Instant at) {

    /** Digits alone: a sign or a full stop would be another way to write the same moment, or none at all. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

    /** Of seconds since 1970. */
    public static Optional<Timestamp> ofSeconds(String text) {
        return digits(text).map(seconds -> new Timestamp(text, Instant.ofEpochSecond(seconds)));
    }

    /** Of milliseconds since 1970. */
    public static Optional<Timestamp> ofMillis(String text) {
        return digits(text).map(millis -> new Timestamp(text, Instant.ofEpochMilli(millis)));
    }

    private static Optional<Long> digits(String text) {
        return DIGITS.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** Whether it is longer ago than tolerated. */
    public boolean isTooOld(Instant now, Duration tolerance) {
        return Duration.between(at, now).compareTo(tolerance) > 0;
    }

    /** Whether it is further in the future than tolerated. */
    public boolean isInFuture(Instant now, Duration tolerance) {
        return Duration.between(now, at).compareTo(tolerance) > 0;
    }
}
