package io.fourways.dispatch.app;

import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An app as the table has it. */
record App(
        String id,
        @Nullable String uid,
        String name,
        @Nullable Integer rateLimit,
        Map<String, String> metadata,
        List<String> channels,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, uid, name, rate_limit, CAST(metadata AS text) AS metadata, channels, created_at, updated_at";

    static App of(Readable row) {
        return new App(
                Rows.required(row, "id", String.class),
                row.get("uid", String.class),
                Rows.required(row, "name", String.class),
                row.get("rate_limit", Integer.class),
                Rows.texts(row, "metadata"),
                Objects.requireNonNull(Rows.list(row, "channels")),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"));
    }
}
