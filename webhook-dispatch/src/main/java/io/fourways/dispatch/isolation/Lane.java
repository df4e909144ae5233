package io.fourways.dispatch.isolation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint as a dispatcher has it in mind: what is under way to it, when something is due, how much it may have. For
 * one thread.
 */
public final class Lane {

    private static final Instant UNKNOWN = Instant.MAX;
    private static final String NEW = "";
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final String endpointId;
    private final IsolationProperties properties;
    private final Ramp ramp;
    private final FreshFailures failures;
    private @Nullable EndpointSettings settings;
    private List<RateLimit> limits = List.of();
    private @Nullable Instant rampFrom;
    private long begunInRamp;
    private Instant live = UNKNOWN;
    private Instant backlog = UNKNOWN;
    private Instant blockedUntil = Instant.MIN;
    private Instant usedAt = Instant.MIN;
    private int inFlight;
    private long raises;
    int taken;
    boolean further;
    String account = NEW;
    boolean queued;
    Instant wakeAt = UNKNOWN;

    Lane(String endpointId, IsolationProperties properties) {
        this.endpointId = endpointId;
        this.properties = properties;
        this.ramp = new Ramp(properties.ramp());
        this.failures = new FreshFailures(properties.failures());
    }

    public String endpointId() {
        return endpointId;
    }

    /** None before the first delivery. */
    public @Nullable EndpointSettings settings() {
        return settings;
    }

    /** Whose it is. It is not known of new ones: they share as one app, or an app with many of them would be many apps. */
    String app() {
        return settings == null ? NEW : settings.appId();
    }

    /** Takes what has been learnt of the endpoint. */
    public void learn(EndpointSettings known, AppRates apps) {
        RateLimit ofApp = apps.of(known.appId(), known.appRateLimit());
        limits = Stream.of(own(known.rateLimit()), ofApp)
                .filter(Objects::nonNull)
                .toList();
        settings = known;
    }

    /** The same as before, with what has been taken of it, if it says the same. */
    private @Nullable RateLimit own(@Nullable Integer perSecond) {
        Integer before = settings == null ? null : settings.rateLimit();
        if (perSecond == null) {
            return null;
        }
        return perSecond.equals(before) ? limits.get(0) : new RateLimit(perSecond);
    }

    /** Something of it is due, live or not. */
    public void raise(Instant now) {
        raises++;
        live = now;
        backlog = now;
    }

    /** Something of it will be due then. */
    public void expect(Instant at, boolean ofBacklog) {
        if (ofBacklog) {
            backlog = at.isBefore(backlog) ? at : backlog;
        } else {
            live = at.isBefore(live) ? at : live;
        }
    }

    /** Nothing is to be asked for before. */
    public void block(Instant until) {
        blockedUntil = until;
    }

    /** Its circuit breaker has closed then; the same as before changes nothing. */
    public void rampFrom(@Nullable Instant closed) {
        if (closed == null ? rampFrom != null : !closed.equals(rampFrom)) {
            rampFrom = closed;
            begunInRamp = 0;
        }
    }

    /** What may be asked for now; none when nothing is due, or nothing more is allowed. */
    @Nullable
    Ask ask(Instant now, int most) {
        int slots = Math.min(most, slots(now));
        if (slots <= 0 || nextDue().isAfter(now)) {
            return null;
        }
        for (RateLimit limit : limits) {
            limit.reserve(slots);
        }
        return new Ask(this, live.isAfter(now), slots, isRamping(now), raises, limits);
    }

    /** When there is something to ask for, as far as it is known; never while it only waits for what is under way. */
    Instant next(Instant now) {
        Instant due = nextDue();
        if (due.equals(UNKNOWN) || concurrency() <= inFlight || failures.hold()) {
            return UNKNOWN;
        }
        if (due.isAfter(now) || slots(now) > 0) {
            return due;
        }
        return now.plus(limits.stream().map(RateLimit::cycle).findFirst().orElse(MOMENT));
    }

    private Instant nextDue() {
        Instant due = live.isBefore(backlog) ? live : backlog;
        return due.isAfter(blockedUntil) ? due : due.equals(UNKNOWN) ? due : blockedUntil;
    }

    private int slots(Instant now) {
        int slots = failures.hold() ? 0 : concurrency() - inFlight;
        for (RateLimit limit : limits) {
            slots = Math.min(slots, limit.available());
        }
        if (isRamping(now) && rampFrom != null) {
            long left = ramp.begun(Duration.between(rampFrom, now)) - begunInRamp;
            slots = (int) Math.min(slots, Math.max(0, left));
        }
        return slots;
    }

    private int concurrency() {
        Integer own = settings == null ? null : settings.concurrency();
        return own == null ? properties.concurrency() : own;
    }

    private boolean isRamping(Instant now) {
        return rampFrom != null && !ramp.isOver(Duration.between(rampFrom, now));
    }

    /**
     * Takes what came of an ask.
     *
     * @param claimed how many deliveries there were
     * @param slots   how many there could have been: with fewer, nothing more is due
     */
    public void took(Ask ask, int claimed, int slots, Instant now) {
        usedAt = now;
        inFlight += claimed;
        begunInRamp += claimed;
        ask.limits().forEach(limit -> limit.take(claimed, ask.slots()));
        if (claimed < slots && raises == ask.raises()) {
            if (ask.backlog()) {
                backlog = UNKNOWN;
            } else {
                live = UNKNOWN;
            }
        }
    }

    /** A delivery under way is over. */
    public void answered() {
        inFlight--;
    }

    /** So is one whose attempt is to be recorded; a failure counts from now on, though it is not recorded yet. */
    public void attempted(boolean failed) {
        answered();
        failures.answered(failed);
    }

    /** One that was attempted and failed has said that the endpoint is gone: nothing more is asked for until that is recorded. */
    public void gone() {
        failures.gone();
    }

    /** A failure has been recorded, or never will be: what follows from it is known. */
    public void recordedFailure() {
        failures.recorded();
    }

    /** Whether nothing would be lost by forgetting it. */
    boolean isForgettable(Instant before) {
        return inFlight == 0
                && taken == 0
                && failures.areRecorded()
                && !queued
                && wakeAt.equals(UNKNOWN)
                && usedAt.isBefore(before);
    }
}
