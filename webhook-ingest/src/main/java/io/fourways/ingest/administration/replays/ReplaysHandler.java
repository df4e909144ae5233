package io.fourways.ingest.administration.replays;

import io.fourways.ingest.administration.Members;
import io.fourways.ingest.administration.selection.WebhookBatch;
import io.fourways.ingest.administration.selection.WebhookFilter;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.publishing.Stamp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Begins replays, shows how far they have come, and cancels them. */
final class ReplaysHandler {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Database database;
    private final ReplayTable table;
    private final Clock clock;

    ReplaysHandler(Database database, ReplayTable table, Clock clock) {
        this.database = database;
        this.table = table;
        this.clock = clock;
    }

    /** {@code GET /v1/replays}. */
    Mono<ServerResponse> list(ServerRequest request) {
        return table.newest().flatMap(replays -> ServerResponse.ok().bodyValue(Map.of("replays", replays)));
    }

    /** {@code POST /v1/replays}, and {@code POST /v1/webhooks/replay}. */
    Mono<ServerResponse> create(ServerRequest request) {
        return Members.ofBody(request, ReplayRequest.MEMBERS).flatMap(members -> {
            ReplayRequest replay = ReplayRequest.of(members, clock.instant());
            return members.flag(ReplayRequest.DRY_RUN) ? count(replay.filter()) : begin(id(request.headers()), replay);
        });
    }

    /** A span after the other, each in a transaction of its own, so that nobody has to wait for a connection. */
    private Mono<ServerResponse> count(WebhookFilter filter) {
        return database.inTransaction(client -> WebhookBatch.count(client, filter, null))
                .expand(count -> Mono.justOrEmpty(count.reached())
                        .flatMap(reached ->
                                database.inTransaction(client -> WebhookBatch.count(client, filter, reached))))
                .reduce(0L, (sum, count) -> sum + count.webhooks())
                .flatMap(count -> ServerResponse.ok().bodyValue(Map.of("count", count)));
    }

    /** The same for requests of one key, so that who has lost the answer can ask again. */
    private static String id(ServerRequest.Headers headers) {
        String key = headers.firstHeader(IDEMPOTENCY_KEY);
        return key == null
                ? Stamp.id()
                : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Mono<ServerResponse> begin(String id, ReplayRequest replay) {
        return table.insert(id, replay)
                .flatMap(begun -> ServerResponse.created(URI.create(ReplayRoutes.ALL + "/" + begun.id()))
                        .bodyValue(begun))
                .switchIfEmpty(
                        table.find(id).flatMap(known -> ServerResponse.ok().bodyValue(known)))
                .switchIfEmpty(Mono.error(ReplaysHandler::tooMany));
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "too-many-replays",
                        "Too many replays",
                        "There are " + ReplayTable.MAX_RUNNING + " replays running already")
                .retryAfter(Duration.ofMinutes(1));
    }

    /** {@code GET /v1/replays/{id}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        return answer(table.find(id(request)));
    }

    /** {@code DELETE /v1/replays/{id}}. */
    Mono<ServerResponse> cancel(ServerRequest request) {
        return answer(table.cancel(id(request)));
    }

    private static String id(ServerRequest request) {
        return request.pathVariable("id").replace("\0", "");
    }

    private static Mono<ServerResponse> answer(Mono<Replay> replay) {
        return replay.switchIfEmpty(Mono.error(ReplaysHandler::unknown))
                .flatMap(found -> ServerResponse.ok().bodyValue(found));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "unknown-replay", "No such replay", "There is none, or it ended long ago");
    }
}
