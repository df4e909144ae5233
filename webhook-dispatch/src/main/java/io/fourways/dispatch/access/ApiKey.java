package io.fourways.dispatch.access;

import io.fourways.contract.Grants;
import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Names;
import io.fourways.service.access.Caller;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * What a request is made with, and what that opens: everything, or some apps. Other apps do not exist for it: whatever is
 * asked about them is not found.
 */
public final class ApiKey {

    /** The variable of paths that names an app, by its id or its owner's. */
    public static final String APP = "app_id";

    private static final String ATTRIBUTE = ApiKey.class.getName();

    private final Caller caller;

    ApiKey(Caller caller) {
        this.caller = caller;
    }

    /** That of a request which has passed {@link ApiKeys}. */
    public static ApiKey of(ServerRequest request) {
        return (ApiKey) request.attribute(ATTRIBUTE).orElseThrow(() -> new IllegalStateException("Not authenticated"));
    }

    void giveTo(ServerRequest request) {
        request.attributes().put(ATTRIBUTE, this);
    }

    /** Whose it is. */
    public String subject() {
        return caller.subject();
    }

    private Grants grants() {
        return caller.grants();
    }

    boolean opensAnything() {
        return !grants().webhooks().isEmpty();
    }

    public boolean opensEverything() {
        return grants().managesEveryApp();
    }

    /** The apps that it opens, each by its id or its owner's; meaningless for one that opens everything. */
    public Set<String> apps() {
        return grants().webhooks();
    }

    /** Fails when it opens only some apps, for what concerns all of them. */
    public void requireEverything() {
        if (!opensEverything()) {
            throw ApiProblem.insufficientAccess("This needs a key for every app");
        }
    }

    /** The app of the request's path; fails as not found when there is none, or it is not for this key. */
    public static Mono<GrantedApp> appOf(DatabaseClient client, ServerRequest request) {
        return of(request).app(client, request.pathVariable(APP));
    }

    /** The app of that id, or that its owner calls so; fails likewise. */
    public Mono<GrantedApp> app(DatabaseClient client, String idOrUid) {
        Mono<GrantedApp> found = Names.isName(idOrUid) ? find(client, idOrUid) : Mono.empty();
        return found.filter(app -> opens(app.id(), app.uid())).switchIfEmpty(Mono.error(ApiProblem::notFound));
    }

    private static Mono<GrantedApp> find(DatabaseClient client, String idOrUid) {
        return client.sql("SELECT id, uid FROM app WHERE id = :app OR uid = :app")
                .bind("app", idOrUid)
                .map(row -> new GrantedApp(
                        Objects.requireNonNull(row.get("id", String.class)), row.get("uid", String.class)))
                .one();
    }

    /** Whether it opens the app of this id that its owner calls so. */
    public boolean opens(String id, @Nullable String uid) {
        return grants().mayManageApp(id) || (uid != null && grants().mayManageApp(uid));
    }
}
