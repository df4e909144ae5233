package io.fourways.dispatch.message;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The identities that have become messages before. */
final class Identities {

    private static final String FIND = """
            SELECT DISTINCT i.* FROM unnest($1::text[], $2::text[], $3::text[]) AS k (app_id, source, event_id)
            JOIN message_identity i ON i.app_id = k.app_id AND i.source = k.source AND i.event_id = k.event_id
            """;

    private Identities() {}

    /** What they have become, by app, source and event id as they are kept. */
    static Mono<Map<AppIdentity, FirstMessage>> find(DatabaseClient client, List<AppIdentity> keys) {
        if (keys.isEmpty()) {
            return Mono.just(Map.of());
        }
        return client.sql(FIND)
                .bind(0, texts(keys, AppIdentity::appId))
                .bind(1, texts(keys, AppIdentity::source))
                .bind(2, texts(keys, AppIdentity::eventId))
                .map(Identities::entry)
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static String[] texts(List<AppIdentity> keys, Function<AppIdentity, String> column) {
        return keys.stream().map(column).toArray(String[]::new);
    }

    private static Map.Entry<AppIdentity, FirstMessage> entry(Readable row) {
        OffsetDateTime at = requireNonNull(row.get("created_at", OffsetDateTime.class));
        return Map.entry(
                new AppIdentity(text(row, "app_id"), text(row, "source"), text(row, "event_id")),
                new FirstMessage(text(row, "message_id"), at.toInstant()));
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }

    /** An identity of an app, as it is kept. */
    record AppIdentity(String appId, String source, String eventId) {

        static AppIdentity of(String appId, Identity identity) {
            return new AppIdentity(appId, identity.keptSource(), identity.keptEventId());
        }
    }

    /** The message that an identity has become. */
    record FirstMessage(String messageId, Instant at) {}
}
