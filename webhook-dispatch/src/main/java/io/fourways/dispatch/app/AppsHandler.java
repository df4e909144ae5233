package io.fourways.dispatch.app;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Made;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Names;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.id.IdKind;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Shows apps, and makes, changes and deletes them. Changing takes a key for every app: what an app is called, and which
 * channels it reads, is not for the app to say.
 */
final class AppsHandler {

    private final Apps apps;

    AppsHandler(Apps apps) {
        this.apps = apps;
    }

    /** {@code GET /api/v1/app}. */
    Mono<ServerResponse> list(ServerRequest request) {
        Members query = Members.ofQuery(request);
        AppFilter filter = AppFilter.of(ApiKey.of(request), query);
        return apps.list(filter, PageRequest.of(query, true, IdKind.APP::matches))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** {@code POST /api/v1/app}. */
    Mono<ServerResponse> create(ServerRequest request) {
        ApiKey.of(request).requireEverything();
        boolean unlessThere = Members.ofQuery(request).flag("get_if_exists", false);
        return Members.ofBody(request)
                .flatMap(members -> apps.create(AppSettings.of(members), unlessThere))
                .flatMap(AppsHandler::answer);
    }

    /** {@code GET /api/v1/app/{app_id}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        ApiKey key = ApiKey.of(request);
        return known(request, apps::find)
                .filter(app -> key.opens(app.id(), app.uid()))
                .switchIfEmpty(Mono.error(ApiProblem::notFound))
                .flatMap(AppsHandler::ok);
    }

    /** {@code PUT /api/v1/app/{app_id}}. */
    Mono<ServerResponse> put(ServerRequest request) {
        return mine(request, app -> Members.ofBody(request)
                .flatMap(members -> apps.put(app, AppSettings.of(members)))
                .flatMap(AppsHandler::answer));
    }

    /** {@code PATCH /api/v1/app/{app_id}}. */
    Mono<ServerResponse> patch(ServerRequest request) {
        return mine(request, app -> Members.ofBody(request)
                .flatMap(members -> apps.patch(app, members))
                .flatMap(AppsHandler::ok));
    }

    /** {@code DELETE /api/v1/app/{app_id}}. */
    Mono<ServerResponse> delete(ServerRequest request) {
        return mine(
                request, app -> apps.delete(app).then(ServerResponse.noContent().build()));
    }

    /** Who has a key for other apps only is not told that this one exists. */
    private Mono<ServerResponse> mine(ServerRequest request, Function<String, Mono<ServerResponse>> change) {
        ApiKey key = ApiKey.of(request);
        return known(
                request,
                app -> key.opensEverything() ? change.apply(app) : get(request).then(forbidden(key)));
    }

    private static <T> Mono<T> forbidden(ApiKey key) {
        return Mono.fromRunnable(key::requireEverything);
    }

    private static <T> Mono<T> known(ServerRequest request, Function<String, Mono<T>> work) {
        String app = request.pathVariable(ApiKey.APP);
        return Names.isName(app) ? work.apply(app) : Mono.error(ApiProblem.notFound());
    }

    private static Mono<ServerResponse> ok(App app) {
        return ServerResponse.ok().bodyValue(AppAnswer.of(app));
    }

    private static Mono<ServerResponse> answer(Made<App> made) {
        return Made.answer(made.map(AppAnswer::of));
    }
}
