package io.fourways.dispatch.retention;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Applies retention every minute, for as long as the service runs. What fails is tried again the next minute. */
final class RetentionSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RetentionSchedule.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Retention retention;
    private volatile @Nullable Disposable running;

    RetentionSchedule(Retention retention) {
        this.retention = retention;
    }

    @Override
    public void start() {
        running = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(minute -> round(), 1)
                .subscribe();
    }

    private Mono<Void> round() {
        return retention.apply().onErrorResume(failure -> {
            Exceptions.unwrapMultiple(failure)
                    .forEach(each -> log.warn("Retention is tried again in a minute: {}", each.getMessage()));
            return Mono.empty();
        });
    }

    @Override
    public void stop() {
        Disposable current = running;
        running = null;
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
