package io.fourways.dispatch.delivery;

import io.fourways.dispatch.delivery.claim.Agenda;
import io.fourways.dispatch.delivery.claim.Agenda.Pending;
import io.fourways.dispatch.delivery.claim.Holding;
import io.fourways.service.database.DatabaseUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Looks into the database now and then for what nobody here has said is due: what other instances have accepted or left
 * behind, what endpoints that were disabled have coming. Beside the claims, never before them; and never so often that it
 * is the database's main occupation.
 */
final class Lookout {

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);
    private static final int RESTS_FOR_EACH = 20;

    private final Agenda agenda;
    private final Holding holding;
    private final Clock clock;
    private final Duration interval;
    private final DeliveryMetrics metrics;
    private volatile long next = System.nanoTime();
    private volatile boolean looking;

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
        holding.release()
                .then(agenda.look())
                .doOnNext(this::measure)
                .delayUntil(pending -> holding.hold(disabled(pending)))
                .onErrorResume(this::report)
                .doFinally(signal -> rest(began))
                .subscribe(found, failure -> log.error("What is pending is not known", failure));
    }

    private static List<String> disabled(List<Pending> pending) {
        return pending.stream()
                .filter(Pending::disabled)
                .map(Pending::endpointId)
                .toList();
    }

    private void rest(long began) {
        long now = System.nanoTime();
        next = now + Math.max(interval.toNanos(), RESTS_FOR_EACH * (now - began));
        looking = false;
    }

    private Mono<List<Pending>> report(Throwable failure) {
        if (failure instanceof DatabaseUnavailable) {
            log.debug("What is pending is as it was when last seen", failure);
        } else {
            log.error("What is pending is as it was when last seen", failure);
        }
        return Mono.empty();
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
