package io.fourways.dispatch.attempt;

import io.fourways.dispatch.api.BoundedList;
import io.fourways.dispatch.api.Found;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.id.Ids;
import io.fourways.dispatch.message.api.MessageAnswer;
import io.fourways.dispatch.message.api.MessageKey;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The attempts of an app, in statements. Each belongs to the transaction of the client given. */
final class AttemptTable {

    /** A message is made no later than the attempts at it. */
    private static final String OF_MESSAGE = " JOIN message m ON m.id = a.message_id AND m.created_at <= a.created_at";

    private static final String ONE = "a.app_id = :app AND a.message_id = :message AND a.id = :attempt"
            + " AND a.created_at >= :second AND a.created_at < :second + interval '1 second'";

    private final DatabaseClient client;
    private final String app;

    AttemptTable(DatabaseClient client, String app) {
        this.client = client;
        this.app = app;
    }

    /** Those at an endpoint, the newest first, with their messages if they are wanted. */
    Mono<Found<AttemptAnswer>> ofEndpoint(
            String endpoint, AttemptFilter filter, PageRequest page, boolean withContent, boolean withMessages) {
        String columns = AttemptAnswer.COLUMNS + (withMessages ? ", " + MessageAnswer.columns(withContent) : "");
        return list("a.endpoint_id = :endpoint", filter, withMessages, columns, withMessages && withContent)
                .page(
                        client,
                        page,
                        statement -> filter.bindRange(statement.bind("app", app).bind("endpoint", endpoint)),
                        filter::bind,
                        row -> AttemptAnswer.of(
                                row, withContent, withMessages ? MessageAnswer.of(row, withContent) : null));
    }

    /** Those at a message, the newest first; at one endpoint, if it is given. */
    Mono<Found<AttemptAnswer>> ofMessage(
            String message, @Nullable String endpoint, AttemptFilter filter, PageRequest page, boolean withContent) {
        String these = "a.message_id = :message" + (endpoint == null ? "" : " AND a.endpoint_id = :endpoint");
        return list(these, filter, false, AttemptAnswer.COLUMNS, false)
                .page(
                        client,
                        page,
                        statement -> filter.bindRange(
                                at(endpoint, statement.bind("app", app).bind("message", message))),
                        filter::bind,
                        row -> AttemptAnswer.of(row, withContent, null));
    }

    private static GenericExecuteSpec at(@Nullable String endpoint, GenericExecuteSpec statement) {
        return endpoint == null ? statement : statement.bind("endpoint", endpoint);
    }

    private static BoundedList list(
            String these, AttemptFilter filter, boolean withMessages, String columns, boolean contents) {
        return new BoundedList(
                "attempt a",
                "a.app_id = :app AND " + these + " AND " + filter.range(),
                "a.id",
                filter.look(),
                withMessages || filter.isAboutMessages() ? OF_MESSAGE : "",
                filter.condition(),
                columns,
                contents ? BoundedList.PAYLOAD : null);
    }

    Mono<AttemptAnswer> find(MessageKey message, String attempt) {
        return one("SELECT " + AttemptAnswer.COLUMNS + " FROM attempt a WHERE " + ONE, message, attempt)
                .flatMap(statement ->
                        statement.map(row -> AttemptAnswer.of(row, true, null)).one());
    }

    /** Forgets what the endpoint answered; empty when there is no such attempt. */
    Mono<Boolean> expunge(MessageKey message, String attempt) {
        return one("UPDATE attempt a SET response = 'EXPUNGED' WHERE " + ONE, message, attempt)
                .flatMap(statement -> statement.fetch().rowsUpdated())
                .filter(updated -> updated > 0)
                .map(updated -> true);
    }

    private Mono<GenericExecuteSpec> one(String statement, MessageKey message, String attempt) {
        return IdKind.ATTEMPT.matches(attempt)
                ? Mono.just(client.sql(statement)
                        .bind("app", app)
                        .bind("message", message.id())
                        .bind("attempt", attempt)
                        .bind("second", Rows.value(Ids.secondOf(attempt))))
                : Mono.empty();
    }
}
