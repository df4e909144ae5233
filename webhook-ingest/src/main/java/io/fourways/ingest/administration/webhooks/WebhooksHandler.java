package io.fourways.ingest.administration.webhooks;

import io.fourways.ingest.administration.Members;
import io.fourways.ingest.administration.replaying.Replays;
import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.Verdict;
import io.fourways.ingest.administration.selection.WebhookFilter;
import io.fourways.ingest.administration.selection.WebhookId;
import io.fourways.ingest.source.Sources;
import io.fourways.service.problem.ProblemException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows what came in, and replays one of it. */
final class WebhooksHandler {

    private static final int MAX_PAGE = 1000;
    private static final int USUAL_PAGE = 100;
    private static final Set<String> PARAMETERS = parameters();

    private final WebhookTable table;
    private final Replays replays;
    private final Sources sources;

    WebhooksHandler(WebhookTable table, Replays replays, Sources sources) {
        this.table = table;
        this.replays = replays;
        this.sources = sources;
    }

    private static Set<String> parameters() {
        Set<String> parameters = new HashSet<>(WebhookFilter.MEMBERS);
        parameters.add("limit");
        parameters.add("after");
        return Set.copyOf(parameters);
    }

    /** {@code GET /v1/webhooks}. */
    Mono<ServerResponse> list(ServerRequest request) {
        Members query = Members.ofQuery(request, PARAMETERS);
        WebhookFilter filter = WebhookFilter.of(query);
        Integer limit = query.integer("limit", 1, MAX_PAGE);
        return table.page(filter, after(query, filter), limit == null ? USUAL_PAGE : limit)
                .flatMap(page -> ServerResponse.ok().bodyValue(page));
    }

    private static @Nullable Position after(Members query, WebhookFilter filter) {
        String text = query.text("after");
        if (text == null) {
            return null;
        }
        return WebhookId.of(text)
                .filter(id -> id.accepted() == (filter.verdict() == Verdict.ACCEPTED))
                .map(WebhookId::position)
                .orElseThrow(() ->
                        ProblemException.invalid("after", "after is not the next of an answer to the same question"));
    }

    /** {@code GET /v1/webhooks/{id}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        return Mono.justOrEmpty(id(request))
                .flatMap(table::find)
                .flatMap(this::detail)
                .switchIfEmpty(Mono.error(WebhooksHandler::unknown))
                .flatMap(webhook -> ServerResponse.ok().bodyValue(webhook));
    }

    private Mono<WebhookDetail> detail(WebhookTable.Row row) {
        return sources.find(row.summary().source())
                .map(Optional::of)
                .onErrorReturn(Optional.empty())
                .defaultIfEmpty(Optional.empty())
                .map(source -> WebhookDetail.of(
                        row.summary(), ShownHeaders.of(row.headers(), source.orElse(null)), row.body()));
    }

    /** {@code POST /v1/webhooks/{id}/replay}. */
    Mono<ServerResponse> replay(ServerRequest request) {
        return Mono.justOrEmpty(id(request))
                .flatMap(replays::one)
                .switchIfEmpty(Mono.error(WebhooksHandler::unknown))
                .flatMap(outcome -> ServerResponse.ok().bodyValue(outcome));
    }

    private static Optional<WebhookId> id(ServerRequest request) {
        return WebhookId.of(request.pathVariable("id"));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "unknown-webhook", "No such webhook", "There is none, or it is kept no longer");
    }
}
