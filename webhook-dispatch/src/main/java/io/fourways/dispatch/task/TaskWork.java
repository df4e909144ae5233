package io.fourways.dispatch.task;

import io.fourways.dispatch.delivery.DueSignal;
import io.fourways.dispatch.task.TaskBatch.Progress;
import io.fourways.service.database.Database;
import io.fourways.service.turns.SharedWork;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Takes tasks further, a batch at a time, whichever instance began them, and says then what has become due. */
final class TaskWork implements SharedWork {

    private static final int BATCH = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Database database;
    private final DueSignal due;
    private final TaskMetrics metrics;
    private final Clock clock;

    TaskWork(Database database, DueSignal due, TaskMetrics metrics, Clock clock) {
        this.database = database;
        this.due = due;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Mono<?> advance(Consumer<String> taken) {
        return database.inTransaction(DEADLINE, client -> advance(client, taken))
                .doOnNext(this::tell);
    }

    private Mono<Done> advance(DatabaseClient client, Consumer<String> taken) {
        TaskTable table = new TaskTable(client);
        return table.claim(clock.instant())
                .doOnNext(task -> taken.accept(task.id()))
                .flatMap(task -> TaskBatch.run(client, task, Math.min(BATCH, task.perSecond()), clock.instant())
                        .flatMap(progress -> table.advance(task.id(), progress, clock.instant())
                                .thenReturn(new Done(task, progress))));
    }

    private void tell(Done done) {
        metrics.advanced(done.task().kind(), done.progress().done());
        if (done.progress().done() > 0) {
            due.raise(List.of(done.task().endpoint()));
        }
    }

    @Override
    public Mono<Duration> next() {
        return database.inTransaction(client -> new TaskTable(client).next(clock.instant()));
    }

    @Override
    public Mono<Void> postpone(String id) {
        return database.inTransaction(client -> new TaskTable(client).postpone(id, clock.instant()));
    }

    private record Done(Task task, Progress progress) {}
}
