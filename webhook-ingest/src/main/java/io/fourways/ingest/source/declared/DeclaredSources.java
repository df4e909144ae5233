package io.fourways.ingest.source.declared;

import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.ProviderSettings;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.ingest.source.Source;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the sources that configuration declares, and names the property that is wrong. */
final class DeclaredSources {

    private final Map<String, Provider> providers;

    /** @param providers by name */
    DeclaredSources(Map<String, Provider> providers) {
        this.providers = new TreeMap<>(providers);
    }

    /** @throws UnusableSourceException naming the first property that is wrong */
    Map<String, Source> read(Map<String, SourcesProperties.Declared> declared) {
        return declared.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> read(entry.getKey(), entry.getValue())));
    }

    private Source read(String name, SourcesProperties.Declared declared) {
        String property = SourcesProperties.PREFIX + ".sources." + name;
        if (!Source.isName(name)) {
            throw new UnusableSourceException(
                    property, "is no name for a source", "Use 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.");
        }
        requireSecrets(property + ".secrets", declared.secrets());
        requirePositive(property + ".tolerance", declared.tolerance());
        requirePositive(property + ".requests-per-second", declared.requestsPerSecond());
        Provider provider = provider(property + ".provider", declared.provider());
        ProviderSettings settings = new ProviderSettings(declared.secrets(), declared.tolerance(), declared.options());
        check(property, provider, settings);
        return new Source(
                name,
                provider,
                settings,
                template(property + ".channel", declared.channel()),
                publicUrl(property + ".public-url", declared.publicUrl()),
                declared.requestsPerSecond());
    }

    private static void check(String property, Provider provider, ProviderSettings settings) {
        try {
            provider.check(settings);
        } catch (IllegalArgumentException unusable) {
            throw new UnusableSourceException(
                    property,
                    "cannot be a source of " + provider.name() + ": " + unusable.getMessage(),
                    "Set its secrets and options as the provider shows them.");
        }
    }

    private Provider provider(String property, @Nullable String name) {
        Provider provider = name == null ? null : providers.get(name);
        if (provider == null) {
            String wrong = name == null ? "is missing" : "is '" + name + "', which is no provider";
            throw new UnusableSourceException(
                    property, wrong, "Use one of " + String.join(", ", providers.keySet()) + ".");
        }
        return provider;
    }

    private static void requireSecrets(String property, List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
            throw new UnusableSourceException(
                    property,
                    secrets.isEmpty() ? "is missing" : "has an empty secret",
                    "Give it what the provider signs with; while it is changed, the new secret and the old one.");
        }
    }

    private static void requirePositive(String property, @Nullable Duration tolerance) {
        if (tolerance != null && (tolerance.isNegative() || tolerance.isZero())) {
            throw new UnusableSourceException(property, "is not positive", "Use a duration such as 300s.");
        }
    }

    private static void requirePositive(String property, @Nullable Integer number) {
        if (number != null && number < 1) {
            throw new UnusableSourceException(property, "is not positive", "Use 1 or more, or leave it out.");
        }
    }

    private static ChannelTemplate template(String property, String text) {
        try {
            return ChannelTemplate.of(text);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableSourceException(
                    property,
                    "is '" + text + "', which is no channel template: " + malformed.getMessage(),
                    "Use a channel with placeholders, such as " + ChannelTemplate.DEFAULT + ".");
        }
    }

    private static @Nullable URI publicUrl(String property, @Nullable URI url) {
        boolean usable = url == null
                || (url.getHost() != null
                        && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme())));
        if (!usable) {
            throw new UnusableSourceException(
                    property,
                    "is no absolute http or https URL",
                    "Use the address that the provider was told to call.");
        }
        return url;
    }
}
