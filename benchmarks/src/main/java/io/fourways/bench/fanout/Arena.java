package io.fourways.bench.fanout;

import io.fourways.bench.fanload.Fanload;
import io.fourways.bench.peer.FanoutServer;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.Peer;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.RabbitNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The servers of a whole run, each started when it is first needed, and what burdens them. */
final class Arena implements AutoCloseable {

    private final FanoutPlan plan;
    private final BrokerAddress broker;
    private final long brokerPid;
    private final Consumer<String> progress;
    private final Fanload fanload;
    private final Gateway gateway;
    private final Map<Peer, FanoutServer> peers = new EnumMap<>(Peer.class);
    private final Arrivals arrivals = new Arrivals();

    private Arena(FanoutPlan plan, BrokerAddress broker, long brokerPid, Consumer<String> progress) {
        this.plan = plan;
        this.broker = broker;
        this.brokerPid = brokerPid;
        this.progress = progress;
        fanload = Fanload.compiled();
        gateway = Gateway.start(broker, plan.jvmOptions());
    }

    static Arena open(RabbitNode rabbit, FanoutPlan plan, Consumer<String> progress) {
        progress.accept("starting the gateway ...");
        return new Arena(plan, rabbit.newVirtualHost(), rabbit.pid(), progress);
    }

    FanoutPlan plan() {
        return plan;
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

    FanoutServer peer(Peer peer) {
        return peers.computeIfAbsent(peer, starting -> starting.start(plan.jvmOptions()));
    }

    BrokerAddress broker() {
        return broker;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** A server under a load, or what of it the plan lets there be. */
    Feeding feeding(FanoutServer server, Load load) {
        return new Feeding(server, load.atMost(plan.subscribers()), fanload, brokerPid, arrivals);
    }

    @Override
    public void close() {
        peers.values().forEach(FanoutServer::close);
        gateway.close();
    }
}
