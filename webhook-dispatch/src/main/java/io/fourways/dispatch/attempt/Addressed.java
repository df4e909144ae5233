package io.fourways.dispatch.attempt;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.message.api.EndpointKey;
import io.fourways.dispatch.message.api.MessageKey;
import io.fourways.service.database.Database;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * What a request's path names, within one transaction. Whatever there is not, or is not for the caller, fails as not
 * found.
 *
 * @param app its id
 */
record Addressed(DatabaseClient client, String app, ServerRequest request) {

    static <T> Mono<T> inTransaction(Database database, ServerRequest request, Function<Addressed, Mono<T>> work) {
        return database.inTransaction(client ->
                ApiKey.appOf(client, request).flatMap(app -> work.apply(new Addressed(client, app.id(), request))));
    }

    AttemptTable attempts() {
        return new AttemptTable(client, app);
    }

    DeliveryTable deliveries() {
        return new DeliveryTable(client, app);
    }

    /** The endpoint's id. */
    Mono<String> endpoint() {
        return endpoint(request.pathVariable(EndpointKey.VARIABLE));
    }

    /** The id of one of the app's endpoints, given that or what its owner calls it. */
    Mono<String> endpoint(String idOrUid) {
        return EndpointKey.find(client, app, idOrUid).switchIfEmpty(Mono.error(ApiProblem::notFound));
    }

    /** Where the message is, if there is one. */
    Mono<MessageKey> message() {
        return MessageKey.find(client, app, request.pathVariable(MessageKey.VARIABLE))
                .switchIfEmpty(Mono.error(ApiProblem::notFound));
    }

    /** The same of one that there is, in this app. */
    Mono<MessageKey> knownMessage() {
        return message()
                .filterWhen(message -> deliveries().hasContent(message).hasElement())
                .switchIfEmpty(Mono.error(ApiProblem::notFound));
    }
}
