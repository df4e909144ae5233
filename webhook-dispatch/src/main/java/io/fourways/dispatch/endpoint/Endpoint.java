package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as the table has it.
 *
 * @param sealedHeaders see {@link SealedHeaders}; null when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Endpoint(
        String id,
        @Nullable String uid,
        String url,
        String description,
        int version,
        boolean disabled,
        @Nullable List<String> filterTypes,
        @Nullable List<String> channels,
        @Nullable Integer rateLimit,
        Map<String, String> metadata,
        byte @Nullable [] sealedHeaders,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, uid, url, description, version, disabled, filter_types, channels, rate_limit,"
            + " CAST(metadata AS text) AS metadata, sealed_headers, created_at, updated_at";

    static Endpoint of(Readable row) {
        return new Endpoint(
                Rows.required(row, "id", String.class),
                row.get("uid", String.class),
                Rows.required(row, "url", String.class),
                Rows.required(row, "description", String.class),
                Rows.required(row, "version", Integer.class),
                Rows.required(row, "disabled", Boolean.class),
                Rows.list(row, "filter_types"),
                Rows.list(row, "channels"),
                row.get("rate_limit", Integer.class),
                Rows.texts(row, "metadata"),
                row.get("sealed_headers", byte[].class),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"));
    }

    /** Keeps its URL, which may have a token, and its headers out of logs. */
    @Override
    public String toString() {
        return "Endpoint[" + id + "]";
    }
}
