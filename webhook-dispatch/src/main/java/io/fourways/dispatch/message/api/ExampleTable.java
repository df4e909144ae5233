package io.fourways.dispatch.message.api;

import io.fourways.dispatch.api.Rows;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What it takes to send an example. */
final class ExampleTable {

    private static final Comparator<Map.Entry<String, JsonNode>> BY_VERSION = Comparator.comparingInt(
                    (Map.Entry<String, JsonNode> version) -> version.getKey().length())
            .thenComparing(Map.Entry::getKey);

    private ExampleTable() {}

    /** An example of the newest schema; empty when there is no such type, and without a value when it has no example. */
    static Mono<Optional<JsonNode>> example(DatabaseClient client, String eventType, int index) {
        return client.sql("SELECT coalesce(schemas, '{}')::text AS schemas FROM event_type WHERE name = :name")
                .bind("name", eventType)
                .map(row -> example(Rows.required(row, "schemas", String.class), index))
                .one();
    }

    private static Optional<JsonNode> example(String schemas, int index) {
        return JsonMapper.shared().readTree(schemas).properties().stream()
                .max(BY_VERSION)
                .map(newest -> newest.getValue().path("examples").path(index))
                .filter(JsonNode::isObject);
    }
}
