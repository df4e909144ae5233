package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.Made;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.endpoint.header.HeaderChange;
import io.fourways.dispatch.endpoint.header.HeadersAnswer;
import io.fourways.dispatch.id.IdKind;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows an app's endpoints, and makes, changes and deletes them. */
final class EndpointsHandler {

    static final String ENDPOINT = "endpoint_id";

    private final Endpoints endpoints;

    EndpointsHandler(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** {@code GET /api/v1/app/{app_id}/endpoint}. */
    Mono<ServerResponse> list(ServerRequest request) {
        PageRequest page = PageRequest.of(Members.ofQuery(request), false, IdKind.ENDPOINT::matches);
        return endpoints.list(InApp.of(request), page).flatMap(ServerResponse.ok()::bodyValue);
    }

    /** {@code POST /api/v1/app/{app_id}/endpoint}. */
    Mono<ServerResponse> create(ServerRequest request) {
        return Members.ofBody(request)
                .flatMap(NewEndpoint::of)
                .flatMap(made -> endpoints.create(InApp.of(request), made))
                .flatMap(endpoint -> answer(new Made<>(endpoint, true)));
    }

    /** {@code GET /api/v1/app/{app_id}/endpoint/{endpoint_id}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        return ok(endpoints.find(InApp.of(request), name(request)));
    }

    /** {@code PUT /api/v1/app/{app_id}/endpoint/{endpoint_id}}. */
    Mono<ServerResponse> put(ServerRequest request) {
        return Members.ofBody(request)
                .flatMap(NewEndpoint::of)
                .flatMap(given -> endpoints.put(InApp.of(request), name(request), given))
                .flatMap(EndpointsHandler::answer);
    }

    /** {@code PATCH /api/v1/app/{app_id}/endpoint/{endpoint_id}}. */
    Mono<ServerResponse> patch(ServerRequest request) {
        return ok(Members.ofBody(request)
                .flatMap(members -> endpoints.patch(
                        InApp.of(request), name(request), members, EndpointKeys.given(members, "secret"))));
    }

    /** {@code DELETE /api/v1/app/{app_id}/endpoint/{endpoint_id}}. */
    Mono<ServerResponse> delete(ServerRequest request) {
        return done(endpoints.delete(InApp.of(request), name(request)));
    }

    /** {@code GET /api/v1/app/{app_id}/endpoint/{endpoint_id}/secret}. */
    Mono<ServerResponse> secret(ServerRequest request) {
        return endpoints.secret(InApp.of(request), name(request)).flatMap(key -> ServerResponse.ok()
                .bodyValue(Map.of("key", key)));
    }

    /** {@code POST /api/v1/app/{app_id}/endpoint/{endpoint_id}/secret/rotate}. */
    Mono<ServerResponse> rotateSecret(ServerRequest request) {
        return change(request, members -> EndpointKeys.of(members, "key")
                .flatMap(key -> endpoints.rotate(InApp.of(request), name(request), key, EndpointKeys.grace(members))));
    }

    /** {@code GET /api/v1/app/{app_id}/endpoint/{endpoint_id}/headers}. */
    Mono<ServerResponse> headers(ServerRequest request) {
        return endpoints
                .headers(InApp.of(request), name(request))
                .map(HeadersAnswer::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** {@code PUT /api/v1/app/{app_id}/endpoint/{endpoint_id}/headers}. */
    Mono<ServerResponse> setHeaders(ServerRequest request) {
        return change(
                request, members -> endpoints.setHeaders(InApp.of(request), name(request), HeaderChange.all(members)));
    }

    /** {@code PATCH /api/v1/app/{app_id}/endpoint/{endpoint_id}/headers}. */
    Mono<ServerResponse> patchHeaders(ServerRequest request) {
        return change(
                request,
                members -> endpoints.setHeaders(InApp.of(request), name(request), HeaderChange.patch(members)));
    }

    /** {@code GET /api/v1/app/{app_id}/endpoint/{endpoint_id}/stats}. */
    Mono<ServerResponse> statistics(ServerRequest request) {
        return endpoints
                .statistics(InApp.of(request), name(request), Members.ofQuery(request))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static String name(ServerRequest request) {
        return request.pathVariable(ENDPOINT);
    }

    private static Mono<ServerResponse> change(ServerRequest request, Function<Members, Mono<Void>> change) {
        return done(Members.ofBody(request).flatMap(change));
    }

    private static Mono<ServerResponse> done(Mono<Void> work) {
        return work.then(ServerResponse.noContent().build());
    }

    private static Mono<ServerResponse> ok(Mono<Endpoint> endpoint) {
        return endpoint.map(EndpointAnswer::of).flatMap(ServerResponse.ok()::bodyValue);
    }

    private static Mono<ServerResponse> answer(Made<Endpoint> made) {
        return Made.answer(made.map(EndpointAnswer::of));
    }
}
