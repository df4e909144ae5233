package io.fourways.bench.peer;

import io.fourways.bench.netty.BareBroadcaster;
import io.fourways.bench.netty.Handing;
import io.fourways.bench.webflux.NaiveBroadcaster;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What the gateway is measured beside. */
@SuppressWarnings("ImmutableEnumChecker") // sets that cannot be changed, and references that hold no state
public enum Peer {
    NCHAN(Set.of(Way.values()), jvm -> Nchan.start()),
    BARE_C(Set.of(Way.values()), jvm -> OwnPeer.bareC()),
    BARE_NETTY(Set.of(Way.values()), jvm -> bareNetty(Handing.TOGETHER, jvm)),
    NAIVE_WEBFLUX(Set.of(Way.WEBSOCKET, Way.SSE), jvm -> OwnPeer.java("naive WebFlux", NaiveBroadcaster.class, jvm)),
    NODE_WS(Set.of(Way.WEBSOCKET), jvm -> NodePeer.ws()),
    SOCKET_IO(Set.of(Way.WEBSOCKET), jvm -> NodePeer.socketIo());

    private final Set<Way> ways;
    private final Function<List<String>, FanoutServer> start;

    Peer(Set<Way> ways, Function<List<String>, FanoutServer> start) {
        this.ways = ways;
        this.start = start;
    }

    /** The bare broadcaster, which hands events out so. */
    public static FanoutServer bareNetty(Handing handing, List<String> jvmOptions) {
        return OwnPeer.java("bare Netty", BareBroadcaster.class, jvmOptions, handing.key());
    }

    /** Whether it serves subscribers so. */
    public boolean speaks(Way way) {
        return ways.contains(way);
    }

    /** A new one, with these options if it is a JVM. */
    public FanoutServer start(List<String> jvmOptions) {
        return start.apply(jvmOptions);
    }
}
