package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.access.GrantedApp;
import io.fourways.service.database.Database;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * The app in which a request is about endpoints, and what it is made with.
 *
 * @param app as the path names it
 */
record InApp(ApiKey key, String app) {

    /** An app that was found, within one transaction. */
    record Scope(DatabaseClient client, GrantedApp app, EndpointTable table) {}

    static InApp of(ServerRequest request) {
        return new InApp(ApiKey.of(request), request.pathVariable(ApiKey.APP));
    }

    /** Fails as not found when there is no such app, or none for the caller. */
    <T> Mono<T> inTransaction(Database database, Function<Scope, Mono<T>> work) {
        return database.inTransaction(client -> key.app(client, app)
                .flatMap(found -> work.apply(new Scope(client, found, new EndpointTable(client, found)))));
    }
}
