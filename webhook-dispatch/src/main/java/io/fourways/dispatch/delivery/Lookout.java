package io.fourways.dispatch.delivery;

import io.fourways.dispatch.delivery.claim.Agenda;
import io.fourways.dispatch.delivery.claim.Agenda.Pending;
import io.fourways.dispatch.delivery.claim.Holding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Looks into the database now and then for what nobody here has said is due: what other instances have accepted or left
 * behind, what endpoints that were disabled have coming. Beside the claims, never before them; and not so often that it
 * is the database's main occupation, though at least once a minute, and as long as a look takes.
 */
final class Lookout {

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);
    private static final int RESTS_FOR_EACH = 20;
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final Agenda agenda;
    private final Holding holding;
    private final Clock clock;
    private final Duration interval;
    private final DeliveryMetrics metrics;
    private volatile long next = System.nanoTime();
    private volatile boolean looking;
    private volatile boolean failing;

    Lookout(Agenda agenda, Holding holding, Clock clock, Duration interval, DeliveryMetrics metrics) {
        this.agenda = agenda;
        this.holding = holding;
        this.clock = clock;
        this.interval = interval;
        this.metrics = metrics;
    }

    Instant horizon() {
        return agenda.horizon();
    }

    /** Until there is something to be done here; never nothing, while it looks. */
    Duration untilNext() {
        return looking ? interval : Duration.ofNanos(Math.max(0, next - System.nanoTime()));
    }

    void lookIfDue(Consumer<List<Pending>> found) {
        if (looking || System.nanoTime() - next < 0) {
            return;
        }
        looking = true;
        long began = System.nanoTime();
        look().doFinally(signal -> rest(began))
                .subscribe(found, failure -> log.error("What is pending is not known", failure));
    }

    /** What is held is one matter and what is pending another: neither waits for the other to succeed. */
    private Mono<List<Pending>> look() {
        return Mono.defer(() -> {
            AtomicBoolean failed = new AtomicBoolean();
            return surviving(holding.release(), failed)
                    .then(surviving(agenda.look().doOnNext(this::measure), failed))
                    .delayUntil(pending -> surviving(holding.hold(disabled(pending)), failed))
                    .doOnTerminate(() -> recovered(failed.get()));
        });
    }

    private <T> Mono<T> surviving(Mono<T> step, AtomicBoolean failed) {
        return step.onErrorResume(failure -> {
            failed.set(true);
            report(failure);
            return Mono.empty();
        });
    }

    private static List<String> disabled(List<Pending> pending) {
        return pending.stream()
                .filter(Pending::disabled)
                .map(Pending::endpointId)
                .toList();
    }

    private void rest(long began) {
        long now = System.nanoTime();
        long rest = Math.min(RESTS_FOR_EACH * (now - began), LONGEST_REST.toNanos());
        next = now + Math.max(interval.toNanos(), rest);
        looking = false;
    }

    private void report(Throwable failure) {
        metrics.overlooked();
        if (!failing) {
            log.warn("What is due or held in the database is not known; looking again: {}", failure.toString());
        }
        failing = true;
    }

    private void recovered(boolean failed) {
        if (failing && !failed) {
            log.info("What is due or held in the database is known again");
        }
        failing = failed;
    }

    private void measure(List<Pending> pending) {
        Instant now = clock.instant();
        Instant oldest = null;
        int open = 0;
        for (Pending one : pending) {
            boolean closed = one.openUntil() == null || !one.openUntil().isAfter(now);
            open += closed || one.ordered() || one.disabled() ? 0 : 1;
            if (closed && !one.disabled() && !one.parked()) {
                oldest = earlier(earlier(oldest, one.live()), one.backlog());
            }
        }
        metrics.pending(oldest == null || oldest.isAfter(now) ? null : oldest, open);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
