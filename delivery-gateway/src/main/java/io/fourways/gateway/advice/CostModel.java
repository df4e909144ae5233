package io.fourways.gateway.advice;

import io.fourways.gateway.channels.Traffic;
import io.fourways.gateway.way.Way;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The costs of the four ways for events that come independently of each other (a Poisson process) at a measured rate
 * {@code r} and of a measured size:
 *
 * <ul>
 *   <li>short poll every {@code N}: {@code 1/rN} requests an event, {@code e^-rN} of them empty, {@code N/2} stale
 *   <li>long poll parked for {@code W}, back after {@code t}: a request brings what came while the client was away, {@code
 *       rt}, or, when nothing did ({@code e^-rt}), the one that ends the parking, if any ({@code 1 - e^-rW}); its
 *       reciprocal are the requests an event. {@code e^-r(t+W)} of them are empty; what came while the client was away is
 *       stale by {@code t/2}
 *   <li>streams: no requests, no empty answers; a heartbeat every {@code h} in which nothing came
 * </ul>
 */
final class CostModel {

    private final double rate;
    private final double eventBytes;
    private final Assumptions given;

    CostModel(Traffic traffic, Assumptions given) {
        this.rate = traffic.perSecond();
        this.eventBytes = traffic.meanBytes();
        this.given = given;
    }

    /** What each way costs, by its label. */
    Map<String, WayCost> costs() {
        Map<String, WayCost> costs = new LinkedHashMap<>();
        costs.put(Way.SHORT_POLL.label(), shortPoll());
        costs.put(Way.LONG_POLL.label(), longPoll());
        costs.put(Way.SSE.label(), stream(given.sseFrameBytes()));
        costs.put(Way.WEBSOCKET.label(), stream(given.webSocketFrameBytes()));
        return costs;
    }

    private WayCost shortPoll() {
        double perInterval = rate * given.pollIntervalSeconds();
        return poll(1 / perInterval, Math.exp(-perInterval), given.pollIntervalSeconds() / 2, 0);
    }

    private WayCost longPoll() {
        double away = given.roundTripSeconds();
        double wait = given.longPollWaitSeconds();
        double whileAway = rate * away;
        double requests = 1 / (whileAway + Math.exp(-whileAway) * -Math.expm1(-rate * wait));
        double shareAway = rate > 0 ? whileAway * requests : away / (away + wait);
        return poll(requests, Math.exp(-rate * (away + wait)), away / 2 * shareAway, 1);
    }

    private WayCost poll(double requestsPerEvent, double empty, double staleness, int held) {
        return new WayCost(
                perEvent(requestsPerEvent),
                perEvent(eventBytes + requestsPerEvent * given.pollHeadBytes()),
                empty,
                staleness,
                held);
    }

    private WayCost stream(int frameBytes) {
        double heartbeatsPerSecond = Math.exp(-rate * given.heartbeatSeconds()) / given.heartbeatSeconds();
        double bytes = eventBytes + frameBytes + heartbeatsPerSecond / rate * given.heartbeatBytes();
        return new WayCost(perEvent(0), perEvent(bytes), null, 0, 1);
    }

    private @Nullable Double perEvent(double value) {
        return rate > 0 ? value : null;
    }
}
