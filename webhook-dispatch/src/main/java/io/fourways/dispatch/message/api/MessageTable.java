package io.fourways.dispatch.message.api;

import io.fourways.dispatch.api.BoundedList;
import io.fourways.dispatch.api.Found;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.id.IdKind;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The messages of an app, in statements. Each belongs to the transaction of the client given. */
final class MessageTable {

    private static final String FIND = "SELECT %s FROM message m WHERE m.app_id = :app AND " + MessageKey.CONDITION;

    private static final String EXPUNGE =
            "UPDATE message m SET payload = NULL WHERE m.app_id = :app AND " + MessageKey.CONDITION;

    private final DatabaseClient client;
    private final String app;

    MessageTable(DatabaseClient client, String app) {
        this.client = client;
        this.app = app;
    }

    /** The newest first. */
    Mono<Found<MessageAnswer>> list(MessageFilter filter, PageRequest page, boolean withContent) {
        return new BoundedList(
                        "message m",
                        "m.app_id = :app AND " + filter.range("m.id"),
                        "m.id",
                        filter.look(),
                        "",
                        filter.condition(),
                        MessageAnswer.columns(withContent),
                        withContent ? BoundedList.PAYLOAD : null)
                .page(
                        client,
                        page,
                        statement -> filter.bindRange(statement.bind("app", app), IdKind.MESSAGE),
                        filter::bind,
                        row -> MessageAnswer.of(row, withContent));
    }

    /** By its id or its sender's. */
    Mono<MessageAnswer> find(String message, boolean withContent) {
        return MessageKey.find(client, app, message)
                .flatMap(key -> key.bind(client.sql(FIND.formatted(MessageAnswer.columns(withContent))))
                        .bind("app", app)
                        .map(row -> MessageAnswer.of(row, withContent))
                        .one());
    }

    /** Forgets what it says; empty when there is no such message. */
    Mono<Boolean> expunge(String message) {
        return MessageKey.find(client, app, message)
                .flatMap(key ->
                        key.bind(client.sql(EXPUNGE)).bind("app", app).fetch().rowsUpdated())
                .filter(updated -> updated > 0)
                .map(updated -> true);
    }
}
