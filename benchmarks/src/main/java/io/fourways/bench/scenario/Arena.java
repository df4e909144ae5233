package io.fourways.bench.scenario;

import io.fourways.bench.fanload.Fanload;
import io.fourways.bench.feed.Arrivals;
import io.fourways.bench.feed.Feeding;
import io.fourways.bench.feed.Load;
import io.fourways.bench.peer.FanoutServer;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.Peer;
import io.fourways.system.broker.RabbitNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The servers of a whole run, each started when it is first needed, and what burdens them. */
public final class Arena implements AutoCloseable {

    private final Terms terms;
    private final RabbitNode rabbit;
    private final Consumer<String> progress;
    private final Fanload fanload;
    private final Gateway gateway;
    private final Map<Peer, FanoutServer> peers = new EnumMap<>(Peer.class);
    private final Arrivals arrivals = new Arrivals();

    private Arena(Terms terms, RabbitNode rabbit, Consumer<String> progress) {
        this.terms = terms;
        this.rabbit = rabbit;
        this.progress = progress;
        fanload = Fanload.compiled();
        gateway = Gateway.start(rabbit, terms.jvmOptions());
    }

    /** With a gateway on this broker, ready. */
    public static Arena open(RabbitNode rabbit, Terms terms, Consumer<String> progress) {
        progress.accept("starting the gateway ...");
        return new Arena(terms, rabbit, progress);
    }

    Terms terms() {
        return terms;
    }

    Consumer<String> progress() {
        return progress;
    }

    Fanload fanload() {
        return fanload;
    }

    Gateway gateway() {
        return gateway;
    }

    /** A gateway on a log of its own with these settings, ready, which whoever asked for it closes. */
    Gateway another(Map<String, String> settings) {
        return Gateway.start(rabbit.newVirtualHost(), rabbit.pid(), terms.jvmOptions(), settings);
    }

    FanoutServer peer(Peer peer) {
        return peers.computeIfAbsent(peer, starting -> starting.start(terms.jvmOptions()));
    }

    /** The broker behind all gateways. */
    RabbitNode rabbit() {
        return rabbit;
    }

    /** What has come of it all. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** A server under a load, or what of it the terms lets there be. */
    Feeding feeding(FanoutServer server, Load load) {
        return new Feeding(server, load.atMost(terms.subscribers()), fanload, arrivals);
    }

    @Override
    public void close() {
        peers.values().forEach(FanoutServer::close);
        gateway.close();
    }
}
