package io.fourways.dispatch.isolation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All endpoints that have something due, in turn: each gets a share of a claim, and goes to the end of the queue. How many
 * deliveries may be under way altogether is shared by apps, and by endpoints within each, so that those that hang leave
 * room for the others. Where they leave none, because they are too many, an endpoint that has none under way, nor one that
 * is not recorded yet, gets one of as many more places, which are shared alike. So there are never more than twice as many,
 * and what the payloads of one claim count for: how large they are is known only when they come. For one thread.
 */
public final class Lanes {

    private static final int LANES_AT_ONCE = 256;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final IsolationProperties properties;
    private final AppRates apps = new AppRates();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Deque<Lane> queue = new ArrayDeque<>();
    private final NavigableSet<Lane> sleeping =
            new TreeSet<>(Comparator.comparing((Lane lane) -> lane.wakeAt).thenComparing(Lane::endpointId));
    private final Places shared;
    private final Places further;

    public Lanes(IsolationProperties properties) {
        this.properties = properties;
        this.shared = new Places(properties.inFlight());
        this.further = new Places(properties.inFlight());
    }

    public Lane of(String endpointId) {
        return lanes.computeIfAbsent(endpointId, id -> new Lane(id, properties));
    }

    public AppRates apps() {
        return apps;
    }

    /** Queues a lane if it has something to ask for, or remembers when it will have. */
    public void look(Lane lane, Instant now) {
        if (lane.queued) {
            return;
        }
        Instant next = lane.next(now);
        if (!next.isAfter(now)) {
            lane.queued = true;
            queue.add(lane);
        } else if (next.isBefore(lane.wakeAt)) {
            sleeping.remove(lane);
            lane.wakeAt = next;
            sleeping.add(lane);
        }
    }

    /** When a lane is to be looked at again; {@link Instant#MAX} for never. */
    public Instant nextWake() {
        return sleeping.isEmpty() ? Instant.MAX : sleeping.first().wakeAt;
    }

    /** How many lanes have such a time; each has one. */
    int sleeping() {
        return sleeping.size();
    }

    /** Those whose time has come. */
    public void wake(Instant now) {
        while (!nextWake().isAfter(now)) {
            Lane lane = sleeping.first();
            sleeping.remove(lane);
            lane.wakeAt = Instant.MAX;
            look(lane, now);
        }
    }

    /** The next to be asked for, of as many endpoints as share so many deliveries. */
    public List<Ask> next(Instant now, int deliveries) {
        List<Ask> asks = new ArrayList<>();
        int share = Math.max(1, deliveries / Math.max(1, queue.size()));
        int left = deliveries;
        for (int waiting = queue.size(); waiting > 0 && left > 0 && asks.size() < LANES_AT_ONCE; waiting--) {
            Lane lane = queue.remove();
            lane.queued = false;
            Ask ask = lane.ask(now, Math.min(room(lane), Math.min(share, left)));
            if (ask != null) {
                asks.add(ask);
                left -= ask.slots();
                places(lane).take(lane.account, ask.slots());
            } else {
                look(lane, now);
            }
        }
        asks.forEach(ask -> places(ask.lane()).take(ask.lane().account, -ask.slots()));
        return asks;
    }

    /** Who has none may come to others than before. */
    private int room(Lane lane) {
        if (lane.taken == 0) {
            lane.account = lane.app();
            lane.further = shared.left(lane.account, 0) == 0;
        }
        int left = places(lane).left(lane.account, lane.taken);
        return lane.further ? Math.min(left, 1 - lane.taken) : left;
    }

    private Places places(Lane lane) {
        return lane.further ? further : shared;
    }

    /**
     * So much more of an endpoint is under way, or less; what is not recorded still is. Once something of a new endpoint is
     * over the rest counts for its app.
     */
    public void inFlight(Lane lane, int more) {
        lane.taken += more;
        places(lane).take(lane.account, more);
        if (more < 0 && !lane.account.equals(lane.app())) {
            places(lane).take(lane.account, -lane.taken);
            lane.account = lane.app();
            places(lane).take(lane.account, lane.taken);
        }
    }

    /** What is under way altogether. */
    public int inFlight() {
        return shared.taken() + further.taken();
    }

    /** Forgets endpoints that nothing has been due of for a while, and apps that none is left of. */
    public void forget(Instant now) {
        Instant before = now.minus(FORGOTTEN_AFTER);
        if (lanes.values().removeIf(lane -> lane.isForgettable(before))) {
            apps.keep(lanes.values().stream().map(Lane::app).collect(Collectors.toSet()));
        }
    }
}
