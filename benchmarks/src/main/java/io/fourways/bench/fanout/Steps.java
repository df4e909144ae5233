package io.fourways.bench.fanout;

import io.fourways.bench.feed.Load;
import io.fourways.bench.feed.Pace.Rate;
import io.fourways.bench.peer.Way;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Loads that grow in one respect. */
final class Steps {

    private static final int SUBSCRIBERS = 1_000;
    private static final double EVENTS = 1_000;
    private static final double DELIVERIES = 20_000;

    private Steps() {}

    /** More events a second, to as many subscribers. */
    static Map<Integer, Load> load() {
        return steps(events -> new Load(Way.WEBSOCKET, SUBSCRIBERS, 1, new Rate(events)), 5, 20, 100, 200);
    }

    /** More subscribers, and as many deliveries a second in all. */
    static Map<Integer, Load> subscribers() {
        return steps(
                subscribers -> new Load(Way.WEBSOCKET, subscribers, 1, new Rate(DELIVERIES / subscribers)),
                100,
                1_000,
                10_000);
    }

    /** More channels, and as many events a second in all; every event has one subscriber. */
    static Map<Integer, Load> channels() {
        return steps(channels -> new Load(Way.WEBSOCKET, channels, channels, new Rate(EVENTS)), 1, 100, 1_000, 10_000);
    }

    private static Map<Integer, Load> steps(IntFunction<Load> load, int... steps) {
        Map<Integer, Load> loads = new TreeMap<>();
        IntStream.of(steps).forEach(step -> loads.put(step, load.apply(step)));
        return loads;
    }
}
