package io.fourways.ingest.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows that its provider needs.
 *
 * @param secrets   in the provider's own notation, the newest first: any of them may have signed, so that they can be
 *                  rotated
 * @param tolerance how far a timestamp may be from now, before or after; null for the provider's own
 * @param options   what only some providers need, by the name that the provider gives it, such as {@code header}
 */
public record ProviderSettings(
        List<String> secrets, @Nullable Duration tolerance, Map<String, String> options) {

    /** Takes copies. */
    public ProviderSettings {
        secrets = List.copyOf(secrets);
        options = Map.copyOf(options);
    }

    /** An option's value, if it is set. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "ProviderSettings[" + secrets.size() + " secrets, tolerance=" + tolerance + "]";
    }
}
