package io.fourways.ingest.administration.sources;

import io.fourways.ingest.administration.Members;
import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.ProviderSettings;
import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.service.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source is to be like, as a request says it.
 *
 * @param secrets the newest first; null to keep those there are
 */
record SourceSettings(
        Provider provider,
        @Nullable List<String> secrets,
        ChannelTemplate channel,
        @Nullable URI publicUrl,
        @Nullable Duration tolerance,
        Map<String, String> options,
        @Nullable Integer requestsPerSecond) {

    static final Set<String> MEMBERS =
            Set.of("provider", "secrets", "channel", "publicUrl", "tolerance", "options", "requestsPerSecond");

    private static final Duration MAX_TOLERANCE = Duration.ofDays(366);
    private static final int MAX_PER_SECOND = 1_000_000;

    static SourceSettings of(Members members, Providers providers) {
        return new SourceSettings(
                provider(members.requiredText("provider"), providers),
                members.texts("secrets"),
                channel(members.text("channel")),
                publicUrl(members.text("publicUrl")),
                tolerance(members.text("tolerance")),
                members.textsByName("options"),
                members.integer("requestsPerSecond", 1, MAX_PER_SECOND));
    }

    private static Provider provider(String name, Providers providers) {
        try {
            return providers.named(name);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid("provider", String.valueOf(unknown.getMessage()));
        }
    }

    private static ChannelTemplate channel(@Nullable String text) {
        try {
            return ChannelTemplate.of(text == null ? ChannelTemplate.DEFAULT : text);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.invalid("channel", "channel is no channel template: " + malformed.getMessage());
        }
    }

    private static @Nullable URI publicUrl(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(text);
            if (url.getHost() != null
                    && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            // said below
        }
        throw ProblemException.invalid("publicUrl", "publicUrl must be an absolute http or https URL");
    }

    private static @Nullable Duration tolerance(@Nullable String text) {
        try {
            Duration tolerance = text == null ? null : Duration.parse(text);
            if (tolerance == null || (tolerance.toMillis() > 0 && tolerance.compareTo(MAX_TOLERANCE) <= 0)) {
                return tolerance;
            }
        } catch (DateTimeParseException | ArithmeticException malformed) {
            // said below
        }
        throw ProblemException.invalid("tolerance", "tolerance must be a positive duration such as PT5M");
    }

    /** Those secrets, once the provider has said that it can verify webhooks with them and the rest. */
    List<String> check(List<String> used) {
        ProviderSettings settings = new ProviderSettings(used, tolerance, options);
        provider.check(settings);
        return settings.secrets();
    }

    /** The options that may be shown. */
    Map<String, String> publicOptions() {
        return options(false);
    }

    /** Those that are to be sealed. */
    Map<String, String> secretOptions() {
        return options(true);
    }

    private Map<String, String> options(boolean secret) {
        Map<String, String> chosen = new LinkedHashMap<>(options);
        chosen.keySet().removeIf(name -> provider.secretOptions().contains(name) != secret);
        return chosen;
    }

    /** Keeps secrets, and options that are, out of logs. */
    @Override
    public String toString() {
        return "SourceSettings[" + provider.name() + ", " + (secrets == null ? "no" : secrets.size()) + " secrets, "
                + channel + "]";
    }

    /** Whether there are options that are secrets of which nothing is said. */
    boolean leavesSecretsOut() {
        return !options.keySet().containsAll(provider.secretOptions());
    }

    /** The same with those of these options that are secrets, and of which it says nothing itself. */
    SourceSettings keeping(Map<String, String> known) {
        Map<String, String> all = new LinkedHashMap<>(known);
        all.keySet().retainAll(provider.secretOptions());
        all.putAll(options);
        return new SourceSettings(provider, secrets, channel, publicUrl, tolerance, all, requestsPerSecond);
    }
}
