package io.fourways.bench.fanout;

import static io.fourways.bench.feed.Pace.SATURATED;
import static io.fourways.bench.peer.Way.LONG_POLL;
import static io.fourways.bench.peer.Way.SHORT_POLL;
import static io.fourways.bench.peer.Way.SSE;
import static io.fourways.bench.peer.Way.WEBSOCKET;

import io.fourways.bench.feed.Load;
import io.fourways.bench.feed.Pace.InVain;
import io.fourways.bench.feed.Pace.Rate;
import io.fourways.bench.goal.Figure;
import io.fourways.bench.goal.Goal;
import io.fourways.bench.goal.Target;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.Peer;
import io.fourways.bench.scenario.Beside;
import io.fourways.bench.scenario.Doubled;
import io.fourways.bench.scenario.Growing;
import io.fourways.bench.scenario.IdleConnections;
import io.fourways.bench.scenario.Measuring;
import io.fourways.bench.scenario.Mechanisms;
import io.fourways.bench.scenario.Patterns;
import io.fourways.bench.scenario.Restarting;
import io.fourways.bench.scenario.Resuming;
import io.fourways.bench.scenario.Unloaded;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is measured, and what the gateway is meant to reach in it. First comes what has everybody's code compiled: 20 events a second take
 * hours for that.
 */
public enum Scenario {
    WS_SATURATED(
            "1,000 WebSockets, saturated: 8 events in flight",
            new Beside(
                    "deliveries",
                    new Load(WEBSOCKET, 1_000, 1, SATURATED),
                    List.of(
                            new Target(Figure.PER_CPU_SECOND, Peer.NCHAN, Goal.atLeast(3)),
                            new Target(Figure.CPU_EACH, Peer.BARE_NETTY, Goal.atMost(1.35)),
                            new Target(Figure.PER_CPU_SECOND, Peer.NAIVE_WEBFLUX, Goal.atLeast(5))))),
    WS_20(
            "1,000 WebSockets, 20 events a second",
            new Beside(
                    "deliveries",
                    new Load(WEBSOCKET, 1_000, 1, new Rate(20)),
                    List.of(
                            new Target(Figure.CPU_EACH, Peer.NCHAN, Goal.atMost(1.15)),
                            new Target(Figure.P99, Peer.NCHAN, Goal.atMost(1))))),
    SSE_20(
            "1,000 SSE streams, 20 events a second",
            new Beside(
                    "deliveries",
                    new Load(SSE, 1_000, 1, new Rate(20)),
                    List.of(
                            new Target(Figure.CPU_EACH, Peer.NCHAN, Goal.atMost(1.15)),
                            new Target(Figure.P99, Peer.NCHAN, Goal.atMost(1))))),
    SSE_100(
            "1,000 SSE streams, 100 events a second",
            new Beside(
                    "deliveries",
                    new Load(SSE, 1_000, 1, new Rate(100)),
                    List.of(
                            new Target(Figure.PER_CPU_SECOND, Peer.NCHAN, Goal.atLeast(3)),
                            new Target(Figure.PER_CPU_SECOND, Peer.NAIVE_WEBFLUX, Goal.atLeast(10))))),
    SSE_100_GATHERING(
            "1,000 SSE streams, 100 events a second, which may gather for 100 ms",
            new Beside(
                    "deliveries",
                    new Load(SSE, 1_000, 1, new Rate(100)),
                    Gateway.gathering(30, "100ms"),
                    List.of(
                            new Target(Figure.PER_CPU_SECOND, Peer.NCHAN, Goal.atLeast(3)),
                            new Target(Figure.PER_CPU_SECOND, Peer.NAIVE_WEBFLUX, Goal.atLeast(10))))),
    WS_10000(
            "10,000 WebSockets, 5 events a second",
            new Beside(
                    "deliveries",
                    new Load(WEBSOCKET, 10_000, 1, new Rate(5)),
                    List.of(
                            new Target(Figure.CPU_EACH, Peer.NCHAN, Goal.atMost(1)),
                            new Target(Figure.P99, Peer.NCHAN, Goal.atMost(0.5))))),
    CHANNELS_1000(
            "1,000 channels with a WebSocket each, 1,000 events a second in all",
            new Beside(
                    "deliveries",
                    new Load(WEBSOCKET, 1_000, 1_000, new Rate(1_000)),
                    List.of(new Target(Figure.CPU_EACH, Peer.NCHAN, Goal.atMost(1.5))))),
    LONG_POLL_5(
            "1,000 long polls, 5 events a second",
            new Beside(
                    "answers",
                    new Load(LONG_POLL, 1_000, 1, new Rate(5)),
                    List.of(new Target(Figure.CPU_EACH, Peer.NCHAN, Goal.atMost(1.25))))),
    SHORT_POLL_304(
            "1,000 pollers, each five times a second, nothing new",
            new Beside(
                    "answers",
                    new Load(SHORT_POLL, 1_000, 1, new InVain(200)),
                    List.of(new Target(Figure.CPU_EACH, Peer.NCHAN, Goal.atMost(1))))),
    IDLE_WS("10,000 WebSockets on which nothing happens", new IdleConnections(WEBSOCKET, Goal.atMost(10))),
    IDLE_SSE("10,000 SSE streams on which nothing happens", new IdleConnections(SSE, Goal.atMost(8))),
    LATENCY("From publishing to the client, with little to do", new Unloaded()),
    RESUME("1,000 WebSockets resume at once, 1,000 events behind", new Resuming()),
    RESTART("10,000 WebSockets come over from a gateway that goes", new Restarting()),
    LOAD("More events: 1,000 WebSockets", new Growing("load", "events a second", Steps.load(), null)),
    SUBSCRIBERS(
            "More subscribers: 20,000 deliveries a second in all",
            new Growing("subscribers", "WebSockets", Steps.subscribers(), Goal.atMost(1.5))),
    CHANNELS(
            "More channels, with a WebSocket each: 1,000 events a second in all",
            new Growing("channels", "channels", Steps.channels(), Goal.atMost(1.5))),
    MECHANISMS_WS(
            "What each mechanism buys: 1,000 WebSockets, saturated",
            new Mechanisms(new Load(WEBSOCKET, 1_000, 1, SATURATED))),
    MECHANISMS_SSE(
            "What each mechanism buys: 1,000 SSE streams, 100 events a second",
            new Mechanisms(new Load(SSE, 1_000, 1, new Rate(100)))),
    PATTERNS(
            "1,000 patterns, with a WebSocket each, 1,000 events a second in all",
            new Patterns(new Load(WEBSOCKET, 1_000, 1_000, new Rate(1_000)), Goal.atMost(1.2))),
    TWO_GATEWAYS(
            "2,000 WebSockets at one gateway, 4,000 at two on the same log, 10 events a second",
            new Doubled(new Load(WEBSOCKET, 2_000, 1, new Rate(10)), Goal.atMost(1.2)));

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // records of what is set when it starts
    private final Measuring measuring;

    Scenario(String title, Measuring measuring) {
        this.title = title;
        this.measuring = measuring;
    }

    /** As the command line calls it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Scenario of(String key) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No scenario " + key + "; there are " + keys()));
    }

    /** All of them. */
    public static String keys() {
        return Arrays.stream(values()).map(Scenario::key).collect(Collectors.joining(", "));
    }

    String title() {
        return title;
    }

    Measuring measuring() {
        return measuring;
    }
}
