package io.fourways.dispatch.message.api;

import io.fourways.dispatch.api.Names;
import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.id.Ids;
import io.fourways.dispatch.message.Identity;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * Where a message is.
 *
 * @param second in which it was made, which names its partition
 */
public record MessageKey(String id, Instant second) {

    /** The variable of paths that names a message, by its id or by its sender's. */
    public static final String VARIABLE = "msg_id";

    /** The condition on messages named {@code m}, to be bound with {@link #bind}. */
    public static final String CONDITION =
            "m.id = :message AND m.created_at >= :second AND m.created_at < :second + interval '1 second'";

    private static final String BY_EVENT_ID =
            "SELECT message_id FROM message_identity WHERE app_id = :app AND source = :source AND event_id = :event";

    static MessageKey of(String id) {
        return new MessageKey(id, Ids.secondOf(id));
    }

    /** Of what a path names, if it can be one; whether there is such a message is not known yet. */
    public static Mono<MessageKey> find(DatabaseClient client, String app, String idOrEventId) {
        if (IdKind.MESSAGE.matches(idOrEventId)) {
            return Mono.just(of(idOrEventId));
        }
        if (!Names.isName(idOrEventId)) {
            return Mono.empty();
        }
        return client.sql(BY_EVENT_ID)
                .bind("app", app)
                .bind("source", Identity.API)
                .bind("event", idOrEventId)
                .map(row -> of(Rows.required(row, "message_id", String.class)))
                .one();
    }

    public GenericExecuteSpec bind(GenericExecuteSpec statement) {
        return statement.bind("message", id).bind("second", Rows.value(second));
    }
}
