package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a provider says when it signed.
 *
 * @param notation  how the moment is written
 * @param tolerance how far from now it may be, before or after, where the source says nothing else
 */
record TimestampRule(Function<String, Optional<Timestamp>> notation, Duration tolerance) {

    static TimestampRule seconds(Duration tolerance) {
        return new TimestampRule(Timestamp::ofSeconds, tolerance);
    }

    static TimestampRule millis(Duration tolerance) {
        return new TimestampRule(Timestamp::ofMillis, tolerance);
    }

    /**
     * The verdict of a signature that covers the timestamp, and then that of the timestamp: only what was signed can be
     * stale. It is held against the moment the webhook came, so that verifying it again does not make it stale.
     */
    Verification verify(
            IncomingWebhook webhook,
            ProviderSettings settings,
            Optional<String> text,
            Function<Timestamp, Verification> signature) {
        if (text.isEmpty()) {
            return Verdicts.TIMESTAMP_MISSING;
        }
        Optional<Timestamp> timestamp = notation.apply(text.get());
        if (timestamp.isEmpty()) {
            return Verdicts.TIMESTAMP_MALFORMED;
        }
        Verification verdict = signature.apply(timestamp.get());
        return verdict.isGenuine() ? freshness(timestamp.get(), webhook, settings) : verdict;
    }

    private Verification freshness(Timestamp timestamp, IncomingWebhook webhook, ProviderSettings settings) {
        Duration tolerated = settings.tolerance() == null ? tolerance : settings.tolerance();
        if (timestamp.isTooOld(webhook.receivedAt(), tolerated)) {
            return Verdicts.TIMESTAMP_TOO_OLD;
        }
        return timestamp.isInFuture(webhook.receivedAt(), tolerated) ? Verdicts.TIMESTAMP_IN_FUTURE : Verdicts.GENUINE;
    }
}
