package io.fourways.ingest.source;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source as the table has it, its secrets sealed. */
@SuppressWarnings("ArrayRecordComponent")
record SourceRow(
        String name,
        String provider,
        String channelTemplate,
        @Nullable String publicUrl,
        @Nullable Long toleranceMillis,
        String options,
        byte[] sealedSecrets,
        byte @Nullable [] sealedOptions,
        @Nullable Integer requestsPerSecond) {

    static final String COLUMNS = """
            name, provider, channel_template, public_url,
            (extract(epoch FROM tolerance) * 1000)::bigint AS tolerance_millis,
            options::text AS options, sealed_secrets, sealed_options,
            requests_per_second""";

    static SourceRow of(Readable row) {
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

    /** Keeps even sealed secrets out of logs. */
    @Override
    public String toString() {
        return "SourceRow[" + name + ", " + provider + ", " + channelTemplate + "]";
    }
}
