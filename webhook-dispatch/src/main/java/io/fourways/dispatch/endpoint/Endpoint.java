package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.endpoint.settings.EndpointSettings;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as the table has it.
 *
 * @param sealedHeaders null when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Endpoint(
        String id, EndpointSettings settings, byte @Nullable [] sealedHeaders, Instant createdAt, Instant updatedAt) {

    static final String COLUMNS = "id, " + EndpointSettings.COLUMNS + ", sealed_headers, created_at, updated_at";

    static Endpoint of(Readable row) {
        return new Endpoint(
                Rows.required(row, "id", String.class),
                EndpointSettings.of(row),
                row.get("sealed_headers", byte[].class),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"));
    }

    @Nullable
    String uid() {
        return settings.uid();
    }

    /** Keeps its headers out of logs. */
    @Override
    public String toString() {
        return "Endpoint[" + id + "]";
    }
}
