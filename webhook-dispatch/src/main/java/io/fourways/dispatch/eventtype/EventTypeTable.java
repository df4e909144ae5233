package io.fourways.dispatch.eventtype;

import io.fourways.dispatch.api.BoundedList;
import io.fourways.dispatch.api.Found;
import io.fourways.dispatch.api.Made;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The rows of event types, within one transaction. */
final class EventTypeTable {

    private static final String SELECT = "SELECT " + EventType.COLUMNS + " FROM event_type WHERE ";

    private static final String VALUES = """
            description = :description, schemas = CAST(:schemas AS jsonb), feature_flags = CAST(:flags AS text[]),
            group_name = :group_name, archived = :archived, deprecated = :deprecated, updated_at = :now""";

    private static final String INSERT = """
            INSERT INTO event_type
                (name, description, schemas, feature_flags, group_name, archived, deprecated, created_at, updated_at)
            VALUES (:name, :description, CAST(:schemas AS jsonb), CAST(:flags AS text[]), :group_name, :archived,
                :deprecated, :now, :now)
            ON CONFLICT (name) DO UPDATE SET %s""".formatted(VALUES);

    private static final String RETURNING = " RETURNING " + EventType.COLUMNS;

    private final DatabaseClient client;

    EventTypeTable(DatabaseClient client) {
        this.client = client;
    }

    Mono<Found<EventType>> list(boolean archivedToo, PageRequest page) {
        return new BoundedList(
                        "event_type",
                        archivedToo ? "TRUE" : "NOT archived",
                        "name",
                        BoundedList.NO_MATTER,
                        "",
                        "TRUE",
                        EventType.COLUMNS,
                        BoundedList.WHOLE)
                .page(client, page, UnaryOperator.identity(), UnaryOperator.identity(), EventType::of);
    }

    Mono<EventType> find(String name) {
        return named(SELECT + "name = :name", name).map(EventType::of).one();
    }

    /** Nobody else changes it until the transaction ends. */
    Mono<EventType> take(String name) {
        return named(SELECT + "name = :name FOR UPDATE", name)
                .map(EventType::of)
                .one();
    }

    private GenericExecuteSpec named(String sql, String name) {
        return client.sql(sql).bind("name", name);
    }

    /** Makes one, or takes one out of the archive; empty when there is one that is not archived. */
    Mono<EventType> insert(String name, EventTypeSettings settings, Instant now) {
        return write(INSERT + " WHERE event_type.archived" + RETURNING, name, settings, now)
                .map(EventType::of)
                .one();
    }

    /** Makes one, or gives the one there is these settings. */
    Mono<Made<EventType>> upsert(String name, EventTypeSettings settings, Instant now) {
        return write(INSERT + RETURNING + ", xmax = 0 AS is_new", name, settings, now)
                .map(row -> new Made<>(EventType.of(row), Boolean.TRUE.equals(row.get("is_new", Boolean.class))))
                .one();
    }

    Mono<EventType> update(String name, EventTypeSettings settings, Instant now) {
        return write("UPDATE event_type SET " + VALUES + " WHERE name = :name" + RETURNING, name, settings, now)
                .map(EventType::of)
                .one();
    }

    private GenericExecuteSpec write(String sql, String name, EventTypeSettings settings, Instant now) {
        JsonNode schemas = settings.schemas();
        return named(sql, name)
                .bind("description", settings.description())
                .bind("schemas", Rows.value(schemas == null ? null : schemas.toString()))
                .bind("flags", Rows.value(settings.featureFlags()))
                .bind("group_name", Rows.value(settings.groupName()))
                .bind("archived", settings.archived())
                .bind("deprecated", settings.deprecated())
                .bind("now", Rows.value(now));
    }

    /** Whether there was one. */
    Mono<Boolean> archive(String name, Instant now) {
        return changed(named("UPDATE event_type SET archived = true, updated_at = :now WHERE name = :name", name)
                .bind("now", Rows.value(now)));
    }

    /** Likewise. */
    Mono<Boolean> delete(String name) {
        return changed(named("DELETE FROM event_type WHERE name = :name", name));
    }

    private static Mono<Boolean> changed(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().map(rows -> rows > 0);
    }

    Mono<RetrySchedule> schedule(String name) {
        return named("SELECT schedule FROM event_type WHERE name = :name", name)
                .map(EventTypeTable::scheduleOf)
                .one();
    }

    Mono<RetrySchedule> setSchedule(String name, @Nullable List<Integer> seconds, Instant now) {
        return named(
                        "UPDATE event_type SET schedule = CAST(:schedule AS integer[]), updated_at = :now"
                                + " WHERE name = :name RETURNING schedule",
                        name)
                .bind("schedule", Rows.numbers(seconds))
                .bind("now", Rows.value(now))
                .map(EventTypeTable::scheduleOf)
                .one();
    }

    private static RetrySchedule scheduleOf(Readable row) {
        return RetrySchedule.ofSeconds(Rows.numbers(row, "schedule"));
    }
}
