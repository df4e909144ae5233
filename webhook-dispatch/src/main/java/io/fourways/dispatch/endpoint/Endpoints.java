package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.InvalidRequest;
import io.fourways.dispatch.api.Made;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Names;
import io.fourways.dispatch.api.Page;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.egress.address.EndpointUrls;
import io.fourways.dispatch.endpoint.EndpointChange.Kind;
import io.fourways.dispatch.endpoint.InApp.Scope;
import io.fourways.dispatch.endpoint.header.EndpointHeaders;
import io.fourways.dispatch.endpoint.header.HeaderChange;
import io.fourways.dispatch.endpoint.settings.EndpointSettings;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.id.Ids;
import io.fourways.dispatch.secret.Secrets;
import io.fourways.dispatch.signing.SigningKey;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** The endpoints of apps. Each has an id of ours, and perhaps one of its owner's; either will do to name it. */
final class Endpoints {

    private final Database database;
    private final Secrets secrets;
    private final EndpointHeaders headers;
    private final EndpointChanges changes;
    private final EndpointUrls urls;
    private final EndpointProperties properties;
    private final Clock clock;

    Endpoints(
            Database database,
            Secrets secrets,
            EndpointHeaders headers,
            EndpointChanges changes,
            EndpointUrls urls,
            EndpointProperties properties,
            Clock clock) {
        this.database = database;
        this.properties = properties;
        this.urls = urls;
        this.secrets = secrets;
        this.headers = headers;
        this.changes = changes;
        this.clock = clock;
    }

    Mono<Page<EndpointAnswer>> list(InApp where, PageRequest page) {
        return where.inTransaction(database, scope -> scope.table().list(page))
                .map(endpoints -> page.page(endpoints, Endpoint::id, EndpointAnswer::of));
    }

    Mono<Endpoint> find(InApp where, String endpoint) {
        return where.inTransaction(database, scope -> known(scope.table().find(endpoint), endpoint));
    }

    Mono<Endpoint> create(InApp where, NewEndpoint made) {
        return change(where, scope -> insert(scope, made));
    }

    private Mono<Changed<Endpoint>> insert(Scope scope, NewEndpoint made) {
        requireUsable(made.settings().url());
        Instant now = clock.instant();
        String id = Ids.endpoint(now);
        return scope.table()
                .insert(id, made.settings(), properties.mostPerApp(), now)
                .switchIfEmpty(Mono.error(this::tooMany))
                .flatMap(endpoint -> secrets.create(scope.client(), id, made.key())
                        .then(made.headers().set().isEmpty() ? Mono.empty() : change(scope, endpoint, made.headers()))
                        .then(changed(scope, endpoint, Kind.MADE)));
    }

    private ApiProblem tooMany() {
        return new ApiProblem(
                HttpStatus.CONFLICT,
                "too_many_endpoints",
                "The app has " + properties.mostPerApp() + " endpoints already, which is the most there may be");
    }

    /** Changes one, or makes one that is called so. */
    Mono<Made<Endpoint>> put(InApp where, String endpoint, NewEndpoint given) {
        return change(where, scope -> taken(scope, endpoint)
                .flatMap(known -> update(scope, known, settings(known, endpoint, given))
                        .map(changed -> changed.map(updated -> new Made<>(updated, false))))
                .switchIfEmpty(Mono.defer(() -> insertNamed(scope, endpoint, given))
                        .map(changed -> changed.map(inserted -> new Made<>(inserted, true)))));
    }

    private static EndpointSettings settings(Endpoint known, String nameInPath, NewEndpoint given) {
        return nameInPath.equals(known.uid()) ? given.settings().named(nameInPath) : given.settings();
    }

    private Mono<Changed<Endpoint>> insertNamed(Scope scope, String endpoint, NewEndpoint given) {
        return Names.isName(endpoint) && !endpoint.startsWith(IdKind.ENDPOINT.prefix())
                ? insert(scope, given.named(endpoint))
                : Mono.error(ApiProblem.notFound());
    }

    /** @param key what is signed with from now on, if that is to change */
    Mono<Endpoint> patch(InApp where, String endpoint, Members members, Optional<SigningKey> key) {
        return change(where, scope -> known(taken(scope, endpoint), endpoint).flatMap(known -> key.map(
                        given -> secrets.rotate(scope.client(), known.id(), given))
                .orElse(Mono.empty())
                .then(Mono.defer(() -> update(scope, known, known.settings().patched(members))))));
    }

    private Mono<Changed<Endpoint>> update(Scope scope, Endpoint known, EndpointSettings settings) {
        if (!settings.url().equals(known.settings().url())) {
            requireUsable(settings.url());
        }
        Kind switched = settings.disabled() ? Kind.DISABLED : Kind.ENABLED;
        Kind kind = known.settings().disabled() == settings.disabled() ? Kind.CHANGED : switched;
        return scope.table()
                .update(known.id(), settings, clock.instant())
                .flatMap(updated -> changed(scope, updated, kind));
    }

    /** What can be said now is; what the host's name resolves to is looked at when something is sent. */
    private void requireUsable(String url) {
        urls.refusal(url).ifPresent(why -> {
            throw InvalidRequest.inBody(why, "url");
        });
    }

    Mono<Void> delete(InApp where, String endpoint) {
        return change(where, scope -> known(taken(scope, endpoint), endpoint)
                        .flatMap(known -> scope.table().delete(known.id()).then(changed(scope, known, Kind.DELETED))))
                .then();
    }

    /** What webhooks are verified with. */
    Mono<String> secret(InApp where, String endpoint) {
        return find(where, endpoint)
                .flatMap(known -> secrets.current(known.id()))
                .map(SigningKey::verificationKey)
                .switchIfEmpty(Mono.error(() -> ApiProblem.conflict(
                        "The secret was sealed under a key that is not configured any more: rotate it")));
    }

    /** The secret before signs as well for that long. */
    Mono<Void> rotate(InApp where, String endpoint, SigningKey key, Duration grace) {
        return change(where, scope -> known(taken(scope, endpoint), endpoint)
                        .flatMap(known -> secrets.rotate(scope.client(), known.id(), key, grace)
                                .then(changed(scope, known, Kind.CHANGED))))
                .then();
    }

    Mono<Map<String, String>> headers(InApp where, String endpoint) {
        return find(where, endpoint).map(known -> headers.open(known.id(), known.sealedHeaders()));
    }

    Mono<Void> setHeaders(InApp where, String endpoint, HeaderChange change) {
        return change(where, scope -> known(taken(scope, endpoint), endpoint)
                        .flatMap(known -> change(scope, known, change).then(changed(scope, known, Kind.CHANGED))))
                .then();
    }

    private Mono<Void> change(Scope scope, Endpoint endpoint, HeaderChange change) {
        return headers.change(endpoint.id(), endpoint.sealedHeaders(), change)
                .flatMap(kept -> scope.table().setHeaders(endpoint.id(), kept, clock.instant()));
    }

    Mono<EndpointStatistics> statistics(InApp where, String endpoint, Members query) {
        EndpointStatistics.Days days = EndpointStatistics.Days.of(query, clock.instant());
        return where.inTransaction(database, scope -> known(scope.table().find(endpoint), endpoint)
                .flatMap(known -> EndpointStatistics.of(scope.client(), known.id(), days)));
    }

    private static Mono<Endpoint> taken(Scope scope, String endpoint) {
        return Names.isName(endpoint) ? scope.table().take(endpoint) : Mono.empty();
    }

    private static Mono<Endpoint> known(Mono<Endpoint> found, String endpoint) {
        return (Names.isName(endpoint) ? found : Mono.<Endpoint>empty())
                .switchIfEmpty(Mono.error(ApiProblem::notFound));
    }

    private Mono<Changed<Endpoint>> changed(Scope scope, Endpoint endpoint, Kind kind) {
        EndpointChange change = new EndpointChange(scope.app(), endpoint.id(), kind);
        return changes.within(scope.client(), change).thenReturn(new Changed<>(endpoint, change));
    }

    private <T> Mono<T> change(InApp where, Function<Scope, Mono<Changed<T>>> change) {
        return where.inTransaction(database, change)
                .onErrorMap(
                        DuplicateKeyException.class,
                        taken -> ApiProblem.conflict("An endpoint with this uid exists in the app"))
                .onErrorMap(DataIntegrityViolationException.class, appIsGone -> ApiProblem.notFound())
                .doOnNext(changed -> committed(changed.change()))
                .map(Changed::value);
    }

    private void committed(EndpointChange change) {
        secrets.forget(change.endpointId());
        changes.committed(change);
    }

    /** What a change has come to, and what others are to be told of it. */
    private record Changed<T>(T value, EndpointChange change) {

        <V> Changed<V> map(Function<? super T, V> view) {
            return new Changed<>(view.apply(value), change);
        }
    }
}
