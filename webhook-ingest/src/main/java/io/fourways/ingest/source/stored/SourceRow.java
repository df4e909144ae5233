package io.fourways.ingest.source.stored;

import io.r2dbc.spi.Readable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A source as the table has it, its secrets sealed. What of it is malformed shows only when it is asked for, so that one
 * row keeps nobody from reading the others.
 *
 * @param options       as JSON, those that are no secrets
 * @param sealedOptions those that are; null when there are none
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceRow(
        String name,
        String provider,
        String channelTemplate,
        @Nullable String publicUrl,
        @Nullable Long toleranceMillis,
        String options,
        byte[] sealedSecrets,
        byte @Nullable [] sealedOptions,
        @Nullable Integer requestsPerSecond) {

    /** What a row is read from. */
    public static final String COLUMNS = """
            name, provider, channel_template, public_url,
            CAST(extract(epoch FROM tolerance) * 1000 AS bigint) AS tolerance_millis,
            CAST(options AS text) AS options, sealed_secrets, sealed_options, requests_per_second""";

    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};

    public static SourceRow of(Readable row) {
        return new SourceRow(
                required(row, "name", String.class),
                required(row, "provider", String.class),
                required(row, "channel_template", String.class),
                row.get("public_url", String.class),
                row.get("tolerance_millis", Long.class),
                required(row, "options", String.class),
                required(row, "sealed_secrets", byte[].class),
                row.get("sealed_options", byte[].class),
                row.get("requests_per_second", Integer.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    public @Nullable URI url() {
        String url = publicUrl;
        return url == null ? null : URI.create(url);
    }

    public @Nullable Duration tolerance() {
        Long millis = toleranceMillis;
        return millis == null ? null : Duration.ofMillis(millis);
    }

    public Map<String, String> optionsByName() {
        return JsonMapper.shared().readValue(options, OPTIONS);
    }

    /** Keeps even sealed secrets out of logs. */
    @Override
    public String toString() {
        return "SourceRow[" + name + ", " + provider + ", " + channelTemplate + "]";
    }
}
