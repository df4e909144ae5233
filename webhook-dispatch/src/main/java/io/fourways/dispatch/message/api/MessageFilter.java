package io.fourways.dispatch.message.api;

import io.fourways.dispatch.api.BoundedList;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.id.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Which messages a list is to have.
 *
 * @param before     made earlier
 * @param after      made later
 * @param channel    with this one among theirs
 * @param tag        with this one among theirs
 * @param eventTypes of one of these; empty for any
 */
public record MessageFilter(
        @Nullable Instant before,
        @Nullable Instant after,
        @Nullable String channel,
        @Nullable String tag,
        List<String> eventTypes) {

    /** Types may be given each by a parameter of its own, or several by one, with commas between them. */
    public static MessageFilter of(ServerRequest request) {
        Members query = Members.ofQuery(request);
        List<String> types = request.queryParams().getOrDefault("event_types", List.of()).stream()
                .flatMap(some -> Arrays.stream(some.split(",")))
                .filter(type -> !type.isEmpty() && type.indexOf('\0') < 0)
                .toList();
        return new MessageFilter(
                query.time("before"), query.time("after"), query.text("channel"), query.text("tag"), types);
    }

    /** How many rows are looked at for those that fulfil it, which may be few among many that are as old. */
    public int look() {
        return channel == null && tag == null && eventTypes.isEmpty() ? BoundedList.NO_MATTER : BoundedList.MANY;
    }

    /**
     * A condition on ids, to be bound with {@link #bindRange}, which all fulfil that are of the right age, and few others:
     * those made within a second of it.
     */
    public String range(String column) {
        return "TRUE" + (before == null ? "" : " AND " + column + " < :beyond")
                + (after == null ? "" : " AND " + column + " >= :from");
    }

    public GenericExecuteSpec bindRange(GenericExecuteSpec statement, IdKind kind) {
        GenericExecuteSpec bound = statement;
        bound = before == null
                ? bound
                : bound.bind("beyond", Ids.firstOf(kind, second(before).plusSeconds(1)));
        return after == null ? bound : bound.bind("from", Ids.firstOf(kind, second(after)));
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The condition on messages named {@code m}, to be bound with {@link #bind}. */
    public String condition() {
        return "TRUE"
                + (before == null ? "" : " AND m.created_at < :before")
                + (after == null ? "" : " AND m.created_at > :after")
                + (channel == null ? "" : " AND :channel = ANY (m.channels)")
                + (tag == null ? "" : " AND :tag = ANY (m.tags)")
                + (eventTypes.isEmpty() ? "" : " AND m.event_type = ANY (:types)");
    }

    public GenericExecuteSpec bind(GenericExecuteSpec statement) {
        GenericExecuteSpec bound = statement;
        bound = before == null ? bound : bound.bind("before", Rows.value(before));
        bound = after == null ? bound : bound.bind("after", Rows.value(after));
        bound = channel == null ? bound : bound.bind("channel", channel);
        bound = tag == null ? bound : bound.bind("tag", tag);
        return eventTypes.isEmpty() ? bound : bound.bind("types", eventTypes.toArray(String[]::new));
    }
}
