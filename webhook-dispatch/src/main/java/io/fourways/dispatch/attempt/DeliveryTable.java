package io.fourways.dispatch.attempt;

import io.fourways.dispatch.api.BoundedList;
import io.fourways.dispatch.api.Found;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.message.api.MessageAnswer;
import io.fourways.dispatch.message.api.MessageFilter;
import io.fourways.dispatch.message.api.MessageKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What is owed to the endpoints of an app, in statements. Each belongs to the transaction of the client given. */
final class DeliveryTable {

    private static final String OF_MESSAGE = "SELECT " + DestinationAnswer.COLUMNS + ", " + DeliveryAnswer.COLUMNS
            + " FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id WHERE d.message_id = :message"
            + " AND d.created_at >= :second AND d.created_at < :second + interval '1 second' AND ";

    private static final String CONTENT =
            "SELECT m.payload IS NOT NULL AS there FROM message m WHERE m.app_id = :app AND " + MessageKey.CONDITION;

    /**
     * What is being sent at the moment is left to itself; what a disabled endpoint is owed is held until it is enabled. What
     * an ordered endpoint is still owed keeps its place in the order, or others would overtake it.
     */
    private static final String RESEND = """
            INSERT INTO delivery AS d (message_id, created_at, endpoint_id, app_id, event_type, state, due_at, trigger,
                updated_at)
            SELECT m.id, m.created_at, e.id, m.app_id, m.event_type, CASE WHEN e.disabled THEN 4 ELSE 1 END, :now, 1, :now
            FROM message m JOIN endpoint e ON e.id = :endpoint WHERE m.app_id = :app AND %s
            ON CONFLICT (message_id, endpoint_id, created_at) DO UPDATE SET state = excluded.state,
                due_at = CASE WHEN d.state IN (1, 4)
                    AND EXISTS (SELECT FROM endpoint e WHERE e.id = d.endpoint_id AND e.ordering IS NOT NULL)
                    THEN d.due_at ELSE :now END,
                trigger = 1, backlog = false, leased = false, fence = d.fence + 1, updated_at = :now
            WHERE NOT (d.leased AND greatest(d.due_at, d.lease_until) > :now)
            """.formatted(MessageKey.CONDITION);

    private final DatabaseClient client;
    private final String app;

    DeliveryTable(DatabaseClient client, String app) {
        this.client = client;
        this.app = app;
    }

    /** The messages owed to an endpoint, the newest first. */
    Mono<Found<DeliveryAnswer<MessageAnswer>>> ofEndpoint(
            String endpoint, @Nullable Integer status, MessageFilter filter, PageRequest page, boolean withContent) {
        return new BoundedList(
                        "delivery d",
                        "d.endpoint_id = :endpoint AND " + filter.range("d.message_id"),
                        "d.message_id",
                        status == null ? filter.look() : BoundedList.MANY,
                        " JOIN message m ON m.id = d.message_id AND m.created_at = d.created_at",
                        Status.deliveries(status) + " AND " + filter.condition(),
                        MessageAnswer.columns(withContent) + ", " + DeliveryAnswer.COLUMNS,
                        withContent ? BoundedList.PAYLOAD : null)
                .page(
                        client,
                        page,
                        statement -> filter.bindRange(statement.bind("endpoint", endpoint), IdKind.MESSAGE),
                        filter::bind,
                        row -> DeliveryAnswer.of(row, MessageAnswer.of(row, withContent)));
    }

    /** The endpoints that a message is owed to. */
    Mono<List<DeliveryAnswer<DestinationAnswer>>> ofMessage(MessageKey message, PageRequest page) {
        return page.bind(message.bind(client.sql(OF_MESSAGE + page.condition("e.id") + page.order("e.id"))))
                .map(row -> DeliveryAnswer.of(row, DestinationAnswer.of(row)))
                .all()
                .collectList();
    }

    /** Whether a message still says what it said; empty when there is no such message. */
    Mono<Boolean> hasContent(MessageKey message) {
        return message.bind(client.sql(CONTENT))
                .bind("app", app)
                .map(row -> Rows.required(row, "there", Boolean.class))
                .one();
    }

    /** Makes a message due at an endpoint, whether it was owed to it or not. */
    Mono<Void> resend(MessageKey message, String endpoint, Instant now) {
        return message.bind(client.sql(RESEND))
                .bind("app", app)
                .bind("endpoint", endpoint)
                .bind("now", Rows.value(now))
                .then();
    }
}
