package io.fourways.ingest.administration.sources;

import io.fourways.ingest.administration.Members;
import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.source.Source;
import io.fourways.service.problem.ProblemException;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows sources, and makes, changes and deletes them. */
final class SourcesHandler {

    private static final Set<String> NEW = named();
    private static final Set<String> SECRET = Set.of("secret");

    private final SourceAdministration sources;
    private final Providers providers;

    SourcesHandler(SourceAdministration sources, Providers providers) {
        this.sources = sources;
        this.providers = providers;
    }

    private static Set<String> named() {
        Set<String> members = new HashSet<>(SourceSettings.MEMBERS);
        members.add("name");
        return Set.copyOf(members);
    }

    /** {@code GET /v1/sources}. */
    Mono<ServerResponse> list(ServerRequest request) {
        return sources.all().flatMap(all -> ServerResponse.ok().bodyValue(Map.of("sources", all)));
    }

    /** {@code POST /v1/sources}. */
    Mono<ServerResponse> create(ServerRequest request) {
        return Members.ofBody(request, NEW)
                .flatMap(members -> {
                    String name = requireName(members.requiredText("name"));
                    return sources.create(name, SourceSettings.of(members, providers));
                })
                .flatMap(made -> ServerResponse.created(URI.create(SourceRoutes.ALL + "/" + made.name()))
                        .bodyValue(made));
    }

    /** {@code GET /v1/sources/{name}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        String name = name(request);
        return Source.isName(name) ? ok(sources.find(name)) : Mono.error(SourceProblems.unknown());
    }

    /** {@code PUT /v1/sources/{name}}. */
    Mono<ServerResponse> put(ServerRequest request) {
        String name = requireName(name(request));
        return ok(Members.ofBody(request, SourceSettings.MEMBERS)
                .flatMap(members -> sources.put(name, SourceSettings.of(members, providers))));
    }

    /** {@code DELETE /v1/sources/{name}}. */
    Mono<ServerResponse> delete(ServerRequest request) {
        String name = name(request);
        return Source.isName(name)
                ? sources.delete(name).then(ServerResponse.noContent().build())
                : Mono.error(SourceProblems.unknown());
    }

    /** {@code POST /v1/sources/{name}/secrets}. */
    Mono<ServerResponse> addSecret(ServerRequest request) {
        String name = name(request);
        return Source.isName(name)
                ? ok(Members.ofBody(request, SECRET)
                        .flatMap(members -> sources.addSecret(name, members.requiredText("secret"))))
                : Mono.error(SourceProblems.unknown());
    }

    /** {@code DELETE /v1/sources/{name}/secrets}. */
    Mono<ServerResponse> dropOldSecrets(ServerRequest request) {
        String name = name(request);
        return Source.isName(name) ? ok(sources.dropOldSecrets(name)) : Mono.error(SourceProblems.unknown());
    }

    private static Mono<ServerResponse> ok(Mono<SourceAnswer> source) {
        return source.flatMap(answer -> ServerResponse.ok().bodyValue(answer));
    }

    private static String name(ServerRequest request) {
        return request.pathVariable("name");
    }

    private static String requireName(String name) {
        if (!Source.isName(name)) {
            throw ProblemException.invalid("name", "name must be 1 to 64 of the characters A-Z, a-z, 0-9, _ and -");
        }
        return name;
    }
}
