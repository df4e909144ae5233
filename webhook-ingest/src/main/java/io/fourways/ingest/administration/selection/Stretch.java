package io.fourways.ingest.administration.selection;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * A bounded number of rows of a selection, one after the other.
 *
 * @param selection   whose
 * @param newestFirst the direction
 * @param after       the row before the first; null to begin
 * @param last        the last of them; null when they reach to the end
 */
public record Stretch(
        Selection selection,
        boolean newestFirst,
        @Nullable Position after,
        @Nullable Position last) {

    /** Finds where it ends. */
    public static Mono<Stretch> from(
            DatabaseClient client, Selection selection, boolean newestFirst, @Nullable Position after) {
        Stretch open = new Stretch(selection, newestFirst, after, null);
        if (selection.chosen().isEmpty()) {
            return Mono.just(open);
        }
        String sql = "SELECT received_at, id FROM " + selection.table() + " WHERE " + selection.range() + open.bounds()
                + open.order() + " OFFSET " + (Selection.SPAN - 1) + " LIMIT 1";
        return open.bindBounds(selection.bindRange(client.sql(sql)))
                .map(row -> Position.of(row, "received_at", "id"))
                .one()
                .map(last -> new Stretch(selection, newestFirst, after, last))
                .defaultIfEmpty(open);
    }

    /** Its rows that are looked for; {@code columns} may be an aggregate, and then {@code end} is empty. */
    public GenericExecuteSpec select(DatabaseClient client, String columns, String end) {
        String sql = "SELECT " + columns + " FROM " + selection.table() + " WHERE " + selection.range()
                + selection.chosen() + bounds() + (end.isEmpty() ? "" : order() + end);
        return bindBounds(selection.bindAll(client.sql(sql)));
    }

    /** The time alone as well, because that is what days are left out by. */
    private String bounds() {
        String further = newestFirst ? "<" : ">";
        String nearer = newestFirst ? ">=" : "<=";
        StringBuilder bounds = new StringBuilder();
        if (after != null) {
            bounds.append(" AND received_at ").append(further).append("= :after_at");
            bounds.append(" AND (received_at, id) ").append(further).append(" (:after_at, :after_id)");
        }
        if (last != null) {
            bounds.append(" AND received_at ").append(nearer).append(" :last_at");
            bounds.append(" AND (received_at, id) ").append(nearer).append(" (:last_at, :last_id)");
        }
        return bounds.toString();
    }

    private String order() {
        return newestFirst ? " ORDER BY received_at DESC, id DESC" : " ORDER BY received_at, id";
    }

    private GenericExecuteSpec bindBounds(GenericExecuteSpec statement) {
        GenericExecuteSpec bound = statement;
        if (after != null) {
            bound = bound.bind("after_at", after.time()).bind("after_id", after.id());
        }
        if (last != null) {
            bound = bound.bind("last_at", last.time()).bind("last_id", last.id());
        }
        return bound;
    }
}
