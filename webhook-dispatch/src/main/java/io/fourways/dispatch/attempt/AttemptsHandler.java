package io.fourways.dispatch.attempt;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Found;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.id.IdKind;
import io.fourways.service.database.Database;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows attempts, and forgets what was answered to them. */
final class AttemptsHandler {

    static final String ATTEMPT = "attempt_id";

    private final Database database;

    AttemptsHandler(Database database) {
        this.database = database;
    }

    /** {@code GET /api/v1/app/{app_id}/attempt/endpoint/{endpoint_id}}. */
    Mono<ServerResponse> listByEndpoint(ServerRequest request) {
        Members query = Members.ofQuery(request);
        AttemptFilter filter = AttemptFilter.of(request);
        PageRequest page = page(query);
        boolean withContent = query.flag("with_content", true);
        boolean withMessages = query.flag("with_msg", false);
        return Addressed.inTransaction(database, request, it -> it.endpoint().flatMap(endpoint -> it.attempts()
                        .ofEndpoint(endpoint, filter, page, withContent, withMessages)))
                .flatMap(attempts -> answer(page, attempts));
    }

    /** {@code GET /api/v1/app/{app_id}/attempt/msg/{msg_id}}. */
    Mono<ServerResponse> listByMessage(ServerRequest request) {
        Members query = Members.ofQuery(request);
        AttemptFilter filter = AttemptFilter.of(request);
        PageRequest page = page(query);
        boolean withContent = query.flag("with_content", true);
        String only = query.text("endpoint_id");
        return Addressed.inTransaction(database, request, it -> it.knownMessage()
                        .flatMap(message -> only == null
                                ? it.attempts().ofMessage(message.id(), null, filter, page, withContent)
                                : it.endpoint(only).flatMap(endpoint -> it.attempts()
                                        .ofMessage(message.id(), endpoint, filter, page, withContent))))
                .flatMap(attempts -> answer(page, attempts));
    }

    /** {@code GET /api/v1/app/{app_id}/msg/{msg_id}/attempt/{attempt_id}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        return Addressed.inTransaction(database, request, it -> it.message()
                        .flatMap(message -> it.attempts().find(message, request.pathVariable(ATTEMPT))))
                .switchIfEmpty(Mono.error(ApiProblem::notFound))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** {@code DELETE /api/v1/app/{app_id}/msg/{msg_id}/attempt/{attempt_id}/content}. */
    Mono<ServerResponse> expunge(ServerRequest request) {
        return Addressed.inTransaction(database, request, it -> it.message()
                        .flatMap(message -> it.attempts().expunge(message, request.pathVariable(ATTEMPT))))
                .switchIfEmpty(Mono.error(ApiProblem::notFound))
                .flatMap(done -> ServerResponse.noContent().build());
    }

    private static PageRequest page(Members query) {
        return PageRequest.of(query, false, IdKind.ATTEMPT::matches);
    }

    private static Mono<ServerResponse> answer(PageRequest page, Found<AttemptAnswer> attempts) {
        return ServerResponse.ok().bodyValue(page.page(attempts, AttemptAnswer::id, Function.identity()));
    }
}
