package io.fourways.dispatch.task;

import io.fourways.dispatch.delivery.DueSignal;
import io.fourways.dispatch.task.TaskBatch.Progress;
import io.fourways.service.database.Database;
import io.fourways.service.database.DatabaseUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Takes tasks further, a batch at a time, whichever instance began them. A batch, and how far it has brought its task, are
 * one transaction: whatever dies when, another instance goes on from there, and nothing is left out or done twice. While an
 * instance works on a task it is locked; the others take another one.
 */
final class TaskWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TaskWorker.class);
    private static final int BATCH = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final DueSignal due;
    private final TaskMetrics metrics;
    private final Clock clock;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile @Nullable Disposable working;

    TaskWorker(Database database, DueSignal due, TaskMetrics metrics, Clock clock) {
        this.database = database;
        this.due = due;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes the task whose turn it is a batch further; says how long there is nothing to do then. */
    Mono<Duration> work() {
        return database.inTransaction(DEADLINE, this::work)
                .doOnNext(this::tell)
                .map(done -> Duration.ZERO)
                .defaultIfEmpty(SHORTEST_IDLE)
                .flatMap(this::pause)
                .doOnNext(worked -> failing.set(false));
    }

    private Mono<Done> work(DatabaseClient client) {
        TaskTable table = new TaskTable(client);
        return table.claim(clock.instant())
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

    /** A task may be due all the same when there was nothing to do: another instance works on it. */
    private Mono<Duration> pause(Duration least) {
        return database.inTransaction(client -> new TaskTable(client).next(clock.instant()))
                .map(next -> next.compareTo(least) < 0 ? least : next)
                .map(next -> next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE)
                .defaultIfEmpty(LONGEST_PAUSE);
    }

    @Override
    public void start() {
        working = Mono.defer(this::step).flatMap(Mono::delay).repeat().subscribe();
    }

    /** The same, whatever fails. */
    Mono<Duration> step() {
        return work().onErrorResume(this::recover);
    }

    /** That the database is away is said by others. */
    private Mono<Duration> recover(Throwable failure) {
        if (failure instanceof DatabaseUnavailable) {
            log.debug("Tasks go on when the database is there", failure);
            return Mono.just(LONGEST_PAUSE);
        }
        if (failing.compareAndSet(false, true)) {
            log.warn("A task is tried again later, {} times: {}", TaskTable.MOST_FAILURES, failure.toString());
        }
        return database.inTransaction(client -> new TaskTable(client).postpone(clock.instant()))
                .onErrorComplete()
                .thenReturn(LONGEST_PAUSE);
    }

    @Override
    public void stop() {
        Disposable current = working;
        working = null;
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return working != null;
    }

    private record Done(Task task, Progress progress) {}
}
