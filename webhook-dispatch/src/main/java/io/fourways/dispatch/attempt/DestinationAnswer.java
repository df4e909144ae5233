package io.fourways.dispatch.attempt;

import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint that a message is owed to, as it is shown. */
record DestinationAnswer(
        String id,
        @Nullable String uid,
        String url,
        String description,
        int version,
        boolean disabled,
        @Nullable List<String> filterTypes,
        @Nullable List<String> channels,
        @Nullable Integer rateLimit,
        @Nullable Integer throttleRate,
        Instant createdAt,
        Instant updatedAt) {

    /** Of endpoints named {@code e}. */
    static final String COLUMNS =
            "e.id, e.uid, e.url, e.description, e.version, e.disabled, e.filter_types, e.channels,"
                    + " e.rate_limit, e.created_at, e.updated_at";

    static DestinationAnswer of(Readable row) {
        Integer rate = row.get("rate_limit", Integer.class);
        return new DestinationAnswer(
                Rows.required(row, "id", String.class),
                row.get("uid", String.class),
                Rows.required(row, "url", String.class),
                Rows.required(row, "description", String.class),
                Rows.required(row, "version", Integer.class),
                Rows.required(row, "disabled", Boolean.class),
                Rows.list(row, "filter_types"),
                Rows.list(row, "channels"),
                rate,
                rate,
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"));
    }
}
