package io.fourways.dispatch.task;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.id.Ids;
import io.fourways.dispatch.idempotency.RepeatableRequest;
import io.fourways.dispatch.message.api.EndpointKey;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Begins tasks, shows how far they have come, and cancels them. */
final class TasksHandler {

    static final String TASK = "task_id";

    private static final String DRY_RUN = "dryRun";

    private final Database database;
    private final TaskProperties properties;
    private final Clock clock;

    TasksHandler(Database database, TaskProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /** {@code POST /api/v1/app/{app_id}/endpoint/{endpoint_id}/recover}. */
    Mono<ServerResponse> recover(ServerRequest request) {
        return begin(request, TaskKind.RECOVER);
    }

    /** {@code POST /api/v1/app/{app_id}/endpoint/{endpoint_id}/replay-missing}. */
    Mono<ServerResponse> replayMissing(ServerRequest request) {
        return begin(request, TaskKind.REPLAY);
    }

    private Mono<ServerResponse> begin(ServerRequest request, TaskKind kind) {
        return Members.ofBody(request)
                .flatMap(members -> database.inTransaction(
                        client -> wanted(client, request, kind, members).flatMap(task -> TaskBatch.count(client, task)
                                .flatMap(count -> members.flag(DRY_RUN, false)
                                        ? Mono.just(counted(count))
                                        : begin(client, request, task, count)))))
                .flatMap(Function.identity());
    }

    private Mono<NewTask> wanted(DatabaseClient client, ServerRequest request, TaskKind kind, Members members) {
        return ApiKey.appOf(client, request)
                .flatMap(app -> EndpointKey.find(client, app.id(), request.pathVariable(EndpointKey.VARIABLE))
                        .switchIfEmpty(Mono.error(ApiProblem::notFound))
                        .map(endpoint -> NewTask.of(kind, app.id(), endpoint, members, clock.instant())));
    }

    private static Mono<ServerResponse> counted(TaskCount count) {
        return ServerResponse.ok().bodyValue(Map.of("count", count.found(), "countedAll", count.every()));
    }

    private Mono<Mono<ServerResponse>> begin(
            DatabaseClient client, ServerRequest request, NewTask task, TaskCount count) {
        return new TaskTable(client)
                .insert(Ids.task(clock.instant()), task, properties.perSecond(), count, clock.instant())
                .map(TaskAnswer::of)
                .delayUntil(begun -> RepeatableRequest.answer(client, request, HttpStatus.ACCEPTED, () -> begun))
                .map(begun -> ServerResponse.accepted().bodyValue(begun))
                .switchIfEmpty(Mono.error(() -> ApiProblem.conflict(
                        "There are " + TaskTable.MAX_RUNNING + " tasks of this app running already")));
    }

    /** {@code GET /api/v1/background-task}. */
    Mono<ServerResponse> list(ServerRequest request) {
        Members query = Members.ofQuery(request);
        PageRequest page = PageRequest.of(query, false, IdKind.TASK::matches);
        ApiKey key = ApiKey.of(request);
        return database.inTransaction(
                        client -> new TaskTable(client).list(key, query.text("status"), query.text("task"), page))
                .flatMap(tasks -> ServerResponse.ok().bodyValue(page.page(tasks, Task::id, TaskAnswer::of)));
    }

    /** {@code GET /api/v1/background-task/{task_id}}. */
    Mono<ServerResponse> get(ServerRequest request) {
        return one(request, (table, id) -> table.find(ApiKey.of(request), id));
    }

    /** {@code DELETE /api/v1/background-task/{task_id}}. */
    Mono<ServerResponse> cancel(ServerRequest request) {
        ApiKey key = ApiKey.of(request);
        return one(request, (table, id) -> table.cancel(key, id, clock.instant())
                .then(Mono.defer(() -> table.find(key, id))));
    }

    private Mono<ServerResponse> one(ServerRequest request, Work work) {
        String id = request.pathVariable(TASK);
        Mono<Task> task = IdKind.TASK.matches(id)
                ? database.inTransaction(client -> work.on(new TaskTable(client), id))
                : Mono.empty();
        return task.switchIfEmpty(Mono.error(ApiProblem::notFound))
                .flatMap(found -> ServerResponse.ok().bodyValue(TaskAnswer.of(found)));
    }

    private interface Work {
        Mono<Task> on(TaskTable table, String id);
    }
}
