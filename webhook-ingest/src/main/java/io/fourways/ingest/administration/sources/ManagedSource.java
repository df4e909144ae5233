package io.fourways.ingest.administration.sources;

import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.source.ChannelTemplate;
import io.r2dbc.spi.Readable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A source as the table has it.
 *
 * @param options       as JSON, those that are no secrets
 * @param sealedOptions those that are; null when there are none
 */
@SuppressWarnings("ArrayRecordComponent")
record ManagedSource(
        String name,
        String provider,
        String channel,
        @Nullable String publicUrl,
        @Nullable Long toleranceMillis,
        String options,
        byte[] sealedSecrets,
        byte @Nullable [] sealedOptions,
        @Nullable Integer requestsPerSecond,
        Instant createdAt,
        Instant updatedAt) {

    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};

    static final String COLUMNS = """
            name, provider, channel_template, public_url,
            CAST(extract(epoch FROM tolerance) * 1000 AS bigint) AS tolerance_millis,
            CAST(options AS text) AS options, sealed_secrets, sealed_options, requests_per_second,
            created_at, updated_at""";

    static ManagedSource of(Readable row) {
        return new ManagedSource(
                required(row, "name", String.class),
                required(row, "provider", String.class),
                required(row, "channel_template", String.class),
                row.get("public_url", String.class),
                row.get("tolerance_millis", Long.class),
                required(row, "options", String.class),
                required(row, "sealed_secrets", byte[].class),
                row.get("sealed_options", byte[].class),
                row.get("requests_per_second", Integer.class),
                required(row, "created_at", OffsetDateTime.class).toInstant(),
                required(row, "updated_at", OffsetDateTime.class).toInstant());
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /** What it is like, without its secrets but with those of its options. */
    SourceSettings settings(Providers providers, Map<String, String> secretOptions) {
        Long millis = toleranceMillis;
        Map<String, String> all = new LinkedHashMap<>(optionsByName());
        all.putAll(secretOptions);
        return new SourceSettings(
                providers.named(provider),
                null,
                ChannelTemplate.of(channel),
                publicUrl == null ? null : URI.create(publicUrl),
                millis == null ? null : Duration.ofMillis(millis),
                all,
                requestsPerSecond);
    }

    Map<String, String> optionsByName() {
        return JsonMapper.shared().readValue(options, OPTIONS);
    }

    /** The options that may be shown: none of a provider that nothing is known of here. */
    Map<String, String> shownOptions(Providers providers) {
        Provider known = providers.all().get(provider);
        Map<String, String> shown = new LinkedHashMap<>(optionsByName());
        shown.keySet().removeIf(name -> known == null || known.secretOptions().contains(name));
        return shown;
    }

    /** Keeps even sealed secrets out of logs. */
    @Override
    public String toString() {
        return "ManagedSource[" + name + ", " + provider + "]";
    }
}
