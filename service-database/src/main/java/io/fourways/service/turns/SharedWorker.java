package io.fourways.service.turns;

import io.fourways.service.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
        return turn().onErrorResume(this::recover);
    }

    private Mono<Duration> turn() {
        return work.advance()
                .map(done -> Duration.ZERO)
                .defaultIfEmpty(SHORTEST_IDLE)
                .flatMap(this::pause)
                .doOnNext(worked -> failing.set(false));
    }

    /** Something may have its turn all the same when there was nothing to do: another instance works on it. */
    private Mono<Duration> pause(Duration least) {
        return work.next()
                .map(next -> next.compareTo(least) < 0 ? least : next)
                .map(next -> next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE)
                .defaultIfEmpty(LONGEST_PAUSE);
    }

    /** That the database is away is said by others. */
    private Mono<Duration> recover(Throwable failure) {
        if (failure instanceof DatabaseUnavailable) {
            log.debug("{} goes on when the database is there", what, failure);
            return Mono.just(LONGEST_PAUSE);
        }
        if (failing.compareAndSet(false, true)) {
            log.warn("{} goes on later: {}", what, failure.toString());
        }
        return work.postpone().onErrorComplete().thenReturn(LONGEST_PAUSE);
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
