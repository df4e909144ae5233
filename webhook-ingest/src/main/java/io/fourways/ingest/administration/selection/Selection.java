package io.fourways.ingest.administration.selection;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * Rows of the inbox or of the rejected, as SQL. They are gone through in the order of their keys, of all sources or of
 * one, which has an index; conditions that have none only pass rows over, so however few fulfil them, it takes no longer
 * than to go through a {@linkplain #SPAN bounded number} of rows.
 */
public final class Selection {

    /** How many rows one statement goes through at most. */
    public static final int SPAN = 10_000;

    private final String table;
    private final StringBuilder range = new StringBuilder("TRUE");
    private final StringBuilder chosen = new StringBuilder();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private Selection(String table) {
        this.table = table;
    }

    /** Those a filter means; of the rejected, not those that were released since. */
    public static Selection of(WebhookFilter filter) {
        boolean accepted = filter.verdict() == Verdict.ACCEPTED;
        Selection selection = new Selection(accepted ? "inbox" : "rejected");
        selection.narrow(" AND source = :source", "source", filter.source());
        selection.narrow(" AND received_at >= :since", "since", time(filter.since()));
        selection.narrow(" AND received_at < :until", "until", time(filter.until()));
        if (filter.setAside()) {
            selection.range.append(" AND unpublishable IS NOT NULL");
        }
        if (accepted) {
            selection.choose(" AND type = :type", "type", filter.type());
        } else {
            selection.choose(
                    " AND verdict = :verdict AND released_at IS NULL",
                    "verdict",
                    filter.verdict().label());
        }
        return selection;
    }

    /**
     * Those a filter means, each as it came: a replay of many does not repeat what replays brought. What was set aside is
     * not repeated but released, whatever brought it.
     */
    public static Selection ofReceived(WebhookFilter filter) {
        Selection selection = of(filter);
        if (filter.verdict() == Verdict.ACCEPTED && !filter.setAside()) {
            selection.chosen.append(" AND replay_of IS NULL");
        }
        return selection;
    }

    private static @Nullable Object time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private void narrow(String condition, String name, @Nullable Object value) {
        add(range, condition, name, value);
    }

    private void choose(String condition, String name, @Nullable Object value) {
        add(chosen, condition, name, value);
    }

    private void add(StringBuilder conditions, String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.append(condition);
            parameters.put(name, value);
        }
    }

    String table() {
        return table;
    }

    public boolean isOfAccepted() {
        return table.equals("inbox");
    }

    /** What an index can be entered by. */
    String range() {
        return range.toString();
    }

    /** What is looked for in the range: nothing, or conditions that each begin with {@code AND}. */
    String chosen() {
        return chosen.toString();
    }

    /** Binds what the range needs. */
    GenericExecuteSpec bindRange(GenericExecuteSpec statement) {
        return bind(statement, range);
    }

    /** Binds what range and choice need. */
    GenericExecuteSpec bindAll(GenericExecuteSpec statement) {
        return bind(bindRange(statement), chosen);
    }

    private GenericExecuteSpec bind(GenericExecuteSpec statement, StringBuilder conditions) {
        GenericExecuteSpec bound = statement;
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            if (conditions.indexOf(":" + parameter.getKey()) >= 0) {
                bound = bound.bind(parameter.getKey(), parameter.getValue());
            }
        }
        return bound;
    }
}
