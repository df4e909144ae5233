package io.fourways.dispatch.message.api;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.access.GrantedApp;
import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.idempotency.RepeatableRequest;
import io.fourways.dispatch.message.Acceptance;
import io.fourways.dispatch.message.Accepted;
import io.fourways.dispatch.message.NewMessage;
import io.fourways.service.database.Database;
import io.fourways.service.trace.TraceParent;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes messages, shows them, and forgets what they say. */
final class MessagesHandler {

    private static final String WITH_CONTENT = "with_content";

    private final Database database;
    private final Acceptance acceptance;
    private final DataSize maxBody;

    MessagesHandler(Database database, Acceptance acceptance, DataSize maxBody) {
        this.database = database;
        this.acceptance = acceptance;
        this.maxBody = maxBody;
    }

    /** {@code GET /api/v1/app/{app_id}/msg}. */
    Mono<ServerResponse> list(ServerRequest request) {
        MessageFilter filter = MessageFilter.of(request);
        PageRequest page = PageRequest.of(Members.ofQuery(request), false, IdKind.MESSAGE::matches);
        boolean withContent = withContent(request);
        return ofApp(request, messages -> messages.list(filter, page, withContent))
                .flatMap(found ->
                        ServerResponse.ok().bodyValue(page.page(found, MessageAnswer::id, Function.identity())));
    }

    /** {@code POST /api/v1/app/{app_id}/msg}. */
    Mono<ServerResponse> create(ServerRequest request) {
        boolean withContent = withContent(request);
        return madeBefore(database, request, withContent)
                .switchIfEmpty(database.inTransaction(client -> ApiKey.appOf(client, request))
                        .flatMap(app -> Members.bodyOf(request, maxBody)
                                .map(MessageSettings::of)
                                .flatMap(settings -> create(app, settings, request, withContent))))
                .flatMap(ServerResponse.accepted()::bodyValue);
    }

    /** What the same request has made before, as it is now; empty when it has made nothing yet. */
    static Mono<MessageAnswer> madeBefore(Database database, ServerRequest request, boolean withContent) {
        return Mono.justOrEmpty(RepeatableRequest.madeBefore(request))
                .flatMap(message -> database.inTransaction(client -> ApiKey.appOf(client, request)
                                .flatMap(app -> new MessageTable(client, app.id()).find(message, withContent)))
                        .switchIfEmpty(Mono.error(ApiProblem::notFound)));
    }

    private Mono<MessageAnswer> create(
            GrantedApp app, MessageSettings settings, ServerRequest request, boolean withContent) {
        String traceparent = TraceParent.of(request).orElse(null);
        return accept(
                acceptance,
                request,
                settings.message(app, traceparent),
                made -> MessageAnswer.of(settings, made.id(), made.at(), withContent));
    }

    /** Makes the message that a request asks for, and remembers in the same transaction that it was this one. */
    static Mono<MessageAnswer> accept(
            Acceptance acceptance,
            ServerRequest request,
            NewMessage message,
            Function<Accepted, MessageAnswer> answer) {
        return acceptance
                .accept(List.of(message), (transaction, outcomes) -> remember(transaction, request, outcomes.get(0)))
                .map(outcomes -> outcomes.get(0))
                .flatMap(MessagesHandler::stored)
                .map(answer);
    }

    private static Mono<Void> remember(DatabaseClient transaction, ServerRequest request, Accepted outcome) {
        return outcome.isStored() ? RepeatableRequest.made(transaction, request, outcome.id()) : Mono.empty();
    }

    private static Mono<Accepted> stored(Accepted outcome) {
        return switch (outcome.status()) {
            case STORED -> Mono.just(outcome);
            case REPEATED -> Mono.error(ApiProblem.conflict("A message with this eventId exists: " + outcome.id()));
            case UNOWNED -> Mono.error(ApiProblem.notFound());
        };
    }

    /** {@code GET /api/v1/app/{app_id}/msg/{msg_id}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        boolean withContent = withContent(request);
        return ofApp(request, messages -> messages.find(request.pathVariable(MessageKey.VARIABLE), withContent))
                .switchIfEmpty(Mono.error(ApiProblem::notFound))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** {@code DELETE /api/v1/app/{app_id}/msg/{msg_id}/content}. */
    Mono<ServerResponse> expunge(ServerRequest request) {
        return ofApp(request, messages -> messages.expunge(request.pathVariable(MessageKey.VARIABLE)))
                .switchIfEmpty(Mono.error(ApiProblem::notFound))
                .flatMap(done -> ServerResponse.noContent().build());
    }

    private static boolean withContent(ServerRequest request) {
        return Members.ofQuery(request).flag(WITH_CONTENT, true);
    }

    private <T> Mono<T> ofApp(ServerRequest request, Function<MessageTable, Mono<T>> work) {
        return database.inTransaction(
                client -> ApiKey.appOf(client, request).flatMap(app -> work.apply(new MessageTable(client, app.id()))));
    }
}
