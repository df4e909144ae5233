package io.fourways.dispatch.attempt;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.delivery.DueSignal;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.message.api.MessageFilter;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows what is owed of a message or to an endpoint, and what became of it; has it sent again. */
final class DeliveriesHandler {

    private final Database database;
    private final DueSignal due;
    private final Clock clock;

    DeliveriesHandler(Database database, DueSignal due, Clock clock) {
        this.database = database;
        this.due = due;
        this.clock = clock;
    }

    /** {@code GET /api/v1/app/{app_id}/endpoint/{endpoint_id}/msg}. */
    Mono<ServerResponse> listMessages(ServerRequest request) {
        Members query = Members.ofQuery(request);
        Integer status = Status.wanted(query);
        MessageFilter filter = MessageFilter.of(request);
        PageRequest page = PageRequest.of(query, false, IdKind.MESSAGE::matches);
        boolean withContent = query.flag("with_content", true);
        return Addressed.inTransaction(database, request, it -> it.endpoint()
                        .flatMap(endpoint -> it.deliveries().ofEndpoint(endpoint, status, filter, page, withContent)))
                .flatMap(found -> ServerResponse.ok()
                        .bodyValue(page.page(found, each -> each.shown().id(), Function.identity())));
    }

    /** {@code GET /api/v1/app/{app_id}/msg/{msg_id}/endpoint}. */
    Mono<ServerResponse> listDestinations(ServerRequest request) {
        PageRequest page = PageRequest.of(Members.ofQuery(request), false, IdKind.ENDPOINT::matches);
        return Addressed.inTransaction(database, request, it -> it.knownMessage()
                        .flatMap(message -> it.deliveries().ofMessage(message, page)))
                .flatMap(found -> ServerResponse.ok()
                        .bodyValue(page.page(found, each -> each.shown().id(), Function.identity())));
    }

    /** {@code POST /api/v1/app/{app_id}/msg/{msg_id}/endpoint/{endpoint_id}/resend}. */
    Mono<ServerResponse> resend(ServerRequest request) {
        return Addressed.inTransaction(database, request, this::resend)
                .doOnNext(endpoint -> due.raise(List.of(endpoint)))
                .flatMap(endpoint -> ServerResponse.accepted().bodyValue(Map.of()));
    }

    private Mono<String> resend(Addressed it) {
        return it.message().flatMap(message -> it.endpoint().flatMap(endpoint -> it.deliveries()
                .hasContent(message)
                .switchIfEmpty(Mono.error(ApiProblem::notFound))
                .filter(there -> there)
                .switchIfEmpty(Mono.error(DeliveriesHandler::expunged))
                .then(Mono.defer(() -> it.deliveries().resend(message, endpoint, clock.instant())))
                .thenReturn(endpoint)));
    }

    private static ApiProblem expunged() {
        return ApiProblem.badRequest("missing_payload", "What the message said has been expunged");
    }
}
