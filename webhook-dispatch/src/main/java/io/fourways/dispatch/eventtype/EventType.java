package io.fourways.dispatch.eventtype;

import io.fourways.dispatch.api.ExactJson;
import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event type as the table has it.
 *
 * @param schemas JSON schemas of its messages by version; null when there are none
 */
record EventType(
        String name,
        String description,
        @Nullable JsonNode schemas,
        @Nullable List<String> featureFlags,
        @Nullable String groupName,
        boolean archived,
        boolean deprecated,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "name, description, CAST(schemas AS text) AS schemas, feature_flags, group_name,"
            + " archived, deprecated, created_at, updated_at";

    static EventType of(Readable row) {
        String schemas = row.get("schemas", String.class);
        return new EventType(
                Rows.required(row, "name", String.class),
                Rows.required(row, "description", String.class),
                schemas == null ? null : ExactJson.read(schemas),
                Rows.list(row, "feature_flags"),
                row.get("group_name", String.class),
                Rows.required(row, "archived", Boolean.class),
                Rows.required(row, "deprecated", Boolean.class),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"));
    }
}
