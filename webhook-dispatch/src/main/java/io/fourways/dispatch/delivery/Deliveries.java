package io.fourways.dispatch.delivery;

import static java.util.Objects.requireNonNull;

import io.fourways.dispatch.delivery.claim.Agenda;
import io.fourways.dispatch.delivery.claim.Claimed;
import io.fourways.dispatch.delivery.claim.ClaimedRow;
import io.fourways.dispatch.delivery.claim.Claims;
import io.fourways.dispatch.delivery.recording.Attempt;
import io.fourways.dispatch.delivery.recording.Recorder;
import io.fourways.dispatch.delivery.recording.Settled;
import io.fourways.dispatch.egress.Reply;
import io.fourways.dispatch.isolation.Ask;
import io.fourways.dispatch.isolation.EndpointSettings;
import io.fourways.dispatch.isolation.Health;
import io.fourways.dispatch.isolation.Lane;
import io.fourways.dispatch.isolation.Lanes;
import io.fourways.service.database.DatabaseUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** What the dispatcher does in its rounds. For its thread alone, but for what comes back: that leaves word. */
final class Deliveries {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final Reply UNMADE =
            new Reply.Unreachable(Reply.Cause.INTERNAL, "The request could not be made", Duration.ZERO);

    private final Claims claims;
    private final Lookout lookout;
    private final Lanes lanes;
    private final Sending sending;
    private final Recorder recorder;
    private final DeliveryProperties properties;
    private final Lease lease;
    private final Clock clock;
    private final DeliveryMetrics metrics;
    private Consumer<Runnable> word = Runnable::run;

    Deliveries(
            Claims claims,
            Lookout lookout,
            Lanes lanes,
            Sending sending,
            Recorder recorder,
            DeliveryProperties properties,
            Lease lease,
            Clock clock,
            DeliveryMetrics metrics) {
        this.claims = claims;
        this.lookout = lookout;
        this.lanes = lanes;
        this.sending = sending;
        this.recorder = recorder;
        this.properties = properties;
        this.lease = lease;
        this.clock = clock;
        this.metrics = metrics;
        recorder.tell(settled -> word.accept(() -> settled.forEach(this::settled)));
    }

    void leaveWordWith(Consumer<Runnable> dispatcher) {
        word = dispatcher;
    }

    /** Something is due for these endpoints. */
    void raise(Collection<String> endpointIds) {
        Instant now = clock.instant();
        for (String endpointId : endpointIds) {
            Lane lane = lanes.of(endpointId);
            lane.raise(now);
            lanes.look(lane, now);
        }
    }

    /** Claims and sends once; false when there was nothing to ask for. */
    boolean claim() {
        Instant now = clock.instant();
        lookout.lookIfDue(pending -> word.accept(() -> expect(pending)));
        lanes.wake(now);
        List<Ask> asks = lanes.next(now, properties.batch());
        if (asks.isEmpty()) {
            return false;
        }
        send(asks, rows(asks));
        return true;
    }

    private List<ClaimedRow> rows(List<Ask> asks) {
        try {
            return requireNonNull(claims.claim(asks, lookout.horizon())
                    .delayUntil(this::prepare)
                    .block());
        } catch (RuntimeException failure) {
            Instant now = clock.instant();
            asks.forEach(ask -> {
                ask.lane().took(ask, 0, 0, now);
                lanes.look(ask.lane(), now);
            });
            throw failure;
        }
    }

    /** What fails here fails for each delivery by itself, if it still does. */
    private Mono<Void> prepare(List<ClaimedRow> rows) {
        Set<String> endpoints =
                rows.stream().map(row -> row.claimed().endpointId()).collect(Collectors.toSet());
        return sending.prepare(endpoints).onErrorResume(DatabaseUnavailable.class, away -> Mono.empty());
    }

    private void send(List<Ask> asks, List<ClaimedRow> rows) {
        Instant now = clock.instant();
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Integer> slots = new HashMap<>();
        boolean more = false;
        for (ClaimedRow row : rows) {
            counts.merge(row.claimed().endpointId(), 1, Integer::sum);
            slots.put(row.claimed().endpointId(), row.slots());
            more |= row.more();
            learn(row);
        }
        for (Ask ask : asks) {
            String endpointId = ask.lane().endpointId();
            int possible = more ? 0 : slots.getOrDefault(endpointId, ask.slots());
            ask.lane().took(ask, counts.getOrDefault(endpointId, 0), possible, now);
        }
        metrics.claimed(rows.size());
        rows.forEach(row -> send(row.claimed(), now));
        queue(asks, counts, now);
    }

    /** Whoever got nothing asks again before those who got something. */
    private void queue(List<Ask> asks, Map<String, Integer> counts, Instant now) {
        asks.stream()
                .map(Ask::lane)
                .sorted(Comparator.comparing(lane -> counts.containsKey(lane.endpointId())))
                .forEach(lane -> lanes.look(lane, now));
    }

    private void learn(ClaimedRow row) {
        Lane lane = lanes.of(row.claimed().endpointId());
        EndpointSettings settings = row.settings();
        if (settings != null) {
            lane.learn(settings, lanes.apps());
        }
        lane.rampFrom(row.rampFrom());
        if (row.claimed().turn()) {
            lane.block(row.claimed().leaseUntil());
        }
    }

    /** Nothing is sent that could still be under way when its lease ends. */
    private void send(Claimed claimed, Instant now) {
        Lane lane = lanes.of(claimed.endpointId());
        EndpointSettings endpoint = requireNonNull(lane.settings());
        if (claimed.expired()) {
            metrics.expired();
        }
        lanes.inFlight(lane, weight(claimed));
        metrics.inFlight(lanes.inFlight());
        if (claimed.payload() == null) {
            recorder.record(new Attempt(claimed, endpoint, null, now));
            answered(lane);
        } else if (!lease.leavesTime(clock.instant(), claimed.leaseUntil())) {
            metrics.unsent();
            leave(lane, claimed);
        } else {
            sending.send(claimed, endpoint)
                    .subscribe(
                            reply -> over(lane, claimed, endpoint, reply),
                            failure -> failed(lane, claimed, endpoint, failure));
        }
    }

    private void over(Lane lane, Claimed claimed, EndpointSettings endpoint, Reply reply) {
        attempted(lane, new Attempt(claimed, endpoint, reply, clock.instant()));
    }

    private void attempted(Lane lane, Attempt attempt) {
        recorder.record(attempt);
        word.accept(() -> {
            if (attempt.isGone()) {
                lane.gone();
            }
            lane.attempted(attempt.isFailure());
            lanes.look(lane, clock.instant());
        });
    }

    /**
     * The endpoint is not to blame. Without the database, or the key that its secrets are sealed under, nothing is recorded, and
     * it is claimed again when the lease has ended, perhaps by somebody who has them. Whatever else it was may be so for ever,
     * and is an attempt, of which there is an end.
     */
    private void failed(Lane lane, Claimed claimed, EndpointSettings endpoint, Throwable failure) {
        if (failure instanceof DatabaseUnavailable) {
            log.debug("{} is tried again when its lease has ended", claimed, failure);
            word.accept(() -> leave(lane, claimed));
        } else if (failure instanceof SealedElsewhere) {
            metrics.sealed();
            word.accept(() -> {
                lane.block(claimed.leaseUntil());
                leave(lane, claimed);
            });
        } else {
            log.error("{} could not be sent", claimed, failure);
            attempted(lane, new Attempt(claimed, endpoint, UNMADE, clock.instant()));
        }
    }

    /** To its lease's end. */
    private void leave(Lane lane, Claimed claimed) {
        lanes.inFlight(lane, -weight(claimed));
        answered(lane);
    }

    /** Its answer's as well, for as long as that is not recorded. */
    private int weight(Claimed claimed) {
        return claimed.weight(sending.longestAnswer());
    }

    private void answered(Lane lane) {
        lane.answered();
        lanes.look(lane, clock.instant());
    }

    private void settled(Settled settled) {
        Claimed claimed = settled.attempt().claimed();
        Lane lane = lanes.of(claimed.endpointId());
        lanes.inFlight(lane, -weight(claimed));
        metrics.inFlight(lanes.inFlight());
        Instant now = clock.instant();
        if (settled.attempt().isFailure()) {
            lane.recordedFailure();
        }
        Health health = settled.health();
        if (settled.current() && (health != null || claimed.turn())) {
            lane.block(health == null || health.openUntil() == null ? Instant.MIN : health.openUntil());
        }
        if (claimed.turn()) {
            lane.raise(now);
        }
        if (health != null) {
            lane.rampFrom(health.rampFrom());
        }
        if (settled.retryAt() != null) {
            lane.expect(settled.retryAt(), claimed.backlog());
        }
        lanes.look(lane, now);
    }

    private void expect(List<Agenda.Pending> pending) {
        Instant now = clock.instant();
        for (Agenda.Pending one : pending) {
            if (!one.disabled() && !one.parked()) {
                expect(one, now);
            }
        }
        lanes.forget(now);
    }

    private void expect(Agenda.Pending pending, Instant now) {
        Lane lane = lanes.of(pending.endpointId());
        if (pending.live() != null) {
            lane.expect(pending.live(), false);
        }
        if (pending.backlog() != null) {
            lane.expect(pending.backlog(), true);
        }
        lane.block(pending.openUntil() == null ? Instant.MIN : pending.openUntil());
        lanes.look(lane, now);
    }

    /** How long there is nothing to ask for, unless somebody leaves word. */
    Duration rest(Instant now) {
        Duration untilWake = lanes.nextWake().equals(Instant.MAX)
                ? properties.pollInterval()
                : Duration.between(now, lanes.nextWake());
        Duration untilLook = lookout.untilNext();
        Duration rest = untilWake.compareTo(untilLook) < 0 ? untilWake : untilLook;
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    int inFlight() {
        return lanes.inFlight();
    }
}
