package io.fourways.bench.peer;

import java.util.ArrayList;
import java.util.List;

/**
 * Two gateways on one log, whose subscribers are shared out evenly.
 *
 * @param first  who is told what is published
 * @param second who reads it as well
 */
public record GatewayPair(Gateway first, Gateway second) implements FanoutServer {

    private static final String PORT = "--port";

    @Override
    public String name() {
        return "two of them, twice the connections";
    }

    @Override
    public List<Long> pids() {
        return List.of(first.service().pid(), second.service().pid());
    }

    @Override
    public List<Long> brokerPids() {
        return first.brokerPids();
    }

    /** The load client takes the ports in turn. */
    @Override
    public List<String> subscribing(Way way, Channels channels) {
        List<String> arguments = new ArrayList<>(first.subscribing(way, channels));
        arguments.set(
                arguments.indexOf(PORT) + 1,
                first.service().port() + "," + second.service().port());
        return arguments;
    }

    @Override
    public List<String> publishing(Channels channels) {
        return first.publishing(channels);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
