package io.fourways.dispatch.message.api;

import io.fourways.dispatch.api.Names;
import io.fourways.dispatch.api.Rows;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How paths name endpoints. */
public final class EndpointKey {

    /** The variable of paths that names an endpoint, by its id or its owner's. */
    public static final String VARIABLE = "endpoint_id";

    private static final String FIND =
            "SELECT id FROM endpoint WHERE app_id = :app AND (id = :endpoint OR uid = :endpoint)";

    private EndpointKey() {}

    /** The id of an app's endpoint; empty when there is none. */
    public static Mono<String> find(DatabaseClient client, String app, String idOrUid) {
        return Names.isName(idOrUid)
                ? client.sql(FIND)
                        .bind("app", app)
                        .bind("endpoint", idOrUid)
                        .map(row -> Rows.required(row, "id", String.class))
                        .one()
                : Mono.empty();
    }
}
