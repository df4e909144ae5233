package io.fourways.service.turns;

import io.fourways.service.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Takes this instance's turns at shared work: at once while there is some, at the latest a second after there is. What
 * fails is put off and tried again; while the database is away it waits.
 */
public final class SharedWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SharedWorker.class);
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final String what;
    private final SharedWork work;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile @Nullable Disposable working;

    /** @param what one of what there is to do, as the log calls it, such as {@code A task} */
    public SharedWorker(String what, SharedWork work) {
        this.what = what;
        this.work = work;
    }

    @Override
    public void start() {
        working = Mono.defer(this::step).flatMap(Mono::delay).repeat().subscribe();
    }

    /** Takes one turn, whatever fails; says how long there is nothing to do then. */
    public Mono<Duration> step() {
        AtomicReference<@Nullable String> taken = new AtomicReference<>();
        return work.advance(taken::set)
                .doOnNext(done -> taken.set(null))
                .map(done -> Duration.ZERO)
                .defaultIfEmpty(SHORTEST_IDLE)
                .flatMap(this::pause)
                .doOnNext(worked -> failing.set(false))
                .onErrorResume(failure -> recover(taken.get(), failure));
    }

    /** Something may have its turn all the same when there was nothing to do: another instance works on it. */
    private Mono<Duration> pause(Duration least) {
        return work.next()
                .map(next -> next.compareTo(least) < 0 ? least : next)
                .map(next -> next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE)
                .defaultIfEmpty(LONGEST_PAUSE);
    }

    /**
     * What was taken is put off whatever failed: a statement of its batch may take longer than it may each time, and would
     * keep the rest from their turns. That the database is away is said by others.
     */
    private Mono<Duration> recover(@Nullable String taken, Throwable failure) {
        if (taken == null && failure instanceof DatabaseUnavailable) {
            log.debug("{} goes on when the database is there", what, failure);
            return Mono.just(LONGEST_PAUSE);
        }
        if (failing.compareAndSet(false, true)) {
            log.warn("{} ({}) goes on later", what, taken == null ? "none was taken" : taken, failure);
        }
        return Mono.justOrEmpty(taken).flatMap(this::postpone).thenReturn(LONGEST_PAUSE);
    }

    private Mono<Void> postpone(String id) {
        return work.postpone(id).onErrorResume(failure -> {
            log.debug("{} ({}) could not be put off", what, id, failure);
            return Mono.empty();
        });
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
}
