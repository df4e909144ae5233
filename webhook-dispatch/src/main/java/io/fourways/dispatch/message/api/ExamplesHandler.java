package io.fourways.dispatch.message.api;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.message.Acceptance;
import io.fourways.dispatch.message.NewMessage;
import io.fourways.service.database.Database;
import io.fourways.service.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Sends examples of event types to one endpoint, so that its owner sees whether they arrive. They are not on the log. */
final class ExamplesHandler {

    private static final int MAX_EXAMPLES = 1_000;

    private final Database database;
    private final Acceptance acceptance;

    ExamplesHandler(Database database, Acceptance acceptance) {
        this.database = database;
        this.acceptance = acceptance;
    }

    /** {@code POST /api/v1/app/{app_id}/endpoint/{endpoint_id}/send-example}. */
    Mono<ServerResponse> send(ServerRequest request) {
        return MessagesHandler.madeBefore(database, request, true)
                .switchIfEmpty(Members.ofBody(request)
                        .flatMap(members -> database.inTransaction(client -> example(client, request, members)))
                        .flatMap(example -> make(example, request)))
                .flatMap(ServerResponse.accepted()::bodyValue);
    }

    private Mono<MessageAnswer> make(Example example, ServerRequest request) {
        return MessagesHandler.accept(
                acceptance,
                request,
                example.message(TraceParent.of(request).orElse(null)),
                made -> MessageAnswer.of(example.settings(), made.id(), made.at(), true));
    }

    private static Mono<Example> example(DatabaseClient client, ServerRequest request, Members members) {
        String eventType = members.name("eventType");
        if (eventType == null) {
            return Mono.error(members.missing("eventType"));
        }
        Integer index = members.integer("exampleIndex", 0, MAX_EXAMPLES);
        return ApiKey.appOf(client, request)
                .flatMap(app -> EndpointKey.find(client, app.id(), request.pathVariable(EndpointKey.VARIABLE))
                        .switchIfEmpty(Mono.error(ApiProblem::notFound))
                        .flatMap(endpoint -> ExampleTable.example(client, eventType, index == null ? 0 : index)
                                .switchIfEmpty(Mono.error(() -> members.invalid("is none that there is", "eventType")))
                                .map(example -> new Example(app.id(), endpoint, settings(eventType, example)))));
    }

    private static MessageSettings settings(String eventType, Optional<JsonNode> example) {
        String payload = example.map(JsonNode::toString)
                .orElseThrow(() ->
                        ApiProblem.badRequest("invalid_scheme", "The event type has no schema with such an example"));
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new MessageSettings(null, eventType, List.of(), List.of(), new Payload(NewMessage.JSON, bytes));
    }

    /** For one endpoint, whatever it filters. */
    private record Example(String app, String endpoint, MessageSettings settings) {

        NewMessage message(@Nullable String traceparent) {
            return new NewMessage(
                    app,
                    null,
                    settings.eventType(),
                    settings.channels(),
                    settings.tags(),
                    settings.payload().contentType(),
                    settings.payload().bytes(),
                    traceparent,
                    false,
                    endpoint,
                    null,
                    null);
        }
    }
}
