package io.fourways.ingest.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a source knows that its provider needs. Immutable, but for the keys that it has read its secrets as. */
public final class ProviderSettings {

    private final List<String> secrets;
    private final @Nullable Duration tolerance;
    private final Map<String, String> options;
    private final Map<Object, List<?>> keys = new ConcurrentHashMap<>();

    /**
     * Takes copies.
     *
     * @param secrets   in the provider's own notation, the newest first: any of them may have signed, so that they can
     *                  be rotated
     * @param tolerance how far a timestamp may be from now, before or after; null for the provider's own
     * @param options   what only some providers need, by the name that the provider gives it, such as {@code header}
     */
    public ProviderSettings(List<String> secrets, @Nullable Duration tolerance, Map<String, String> options) {
        this.secrets = List.copyOf(secrets);
        this.tolerance = tolerance;
        this.options = Map.copyOf(options);
    }

    public List<String> secrets() {
        return secrets;
    }

    public @Nullable Duration tolerance() {
        return tolerance;
    }

    public Map<String, String> options() {
        return options;
    }

    /** An option's value, if it is set. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /**
     * The secrets as the keys they are, read once. A public key takes long to be read.
     *
     * @param notation a constant, by which what was read is found again
     */
    @SuppressWarnings("unchecked") // a notation's keys are of its kind
    <K> List<K> keys(Function<String, Optional<K>> notation) {
        return (List<K>) keys.computeIfAbsent(notation, first -> Keys.of(this, notation));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProviderSettings settings
                && secrets.equals(settings.secrets)
                && Objects.equals(tolerance, settings.tolerance)
                && options.equals(settings.options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(secrets, tolerance, options);
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "ProviderSettings[" + secrets.size() + " secrets, tolerance=" + tolerance + "]";
    }
}
