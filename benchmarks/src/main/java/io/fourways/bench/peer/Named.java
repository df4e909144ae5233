package io.fourways.bench.peer;

import java.util.List;

/**
 * A server beside others of its kind.
 *
 * @param server what it is
 * @param name   as the tables call it
 */
public record Named(FanoutServer server, String name) implements FanoutServer {

    @Override
    public List<Long> pids() {
        return server.pids();
    }

    @Override
    public List<Long> brokerPids() {
        return server.brokerPids();
    }

    @Override
    public List<String> subscribing(Way way, Channels channels) {
        return server.subscribing(way, channels);
    }

    @Override
    public List<String> publishing(Channels channels) {
        return server.publishing(channels);
    }

    @Override
    public void close() {
        server.close();
    }
}
