package io.fourways.bench.peer;

import java.util.List;

/** What hands every event that is published on a channel to all of the channel's subscribers. */
public interface FanoutServer extends AutoCloseable {

    /** As the tables call it. */
    String name();

    /** The processes that serve: theirs is the CPU time that counts. */
    List<Long> pids();

    /** The broker that it has its events from, if any: its CPU time is told apart. */
    default List<Long> brokerPids() {
        return List.of();
    }

    /** How the load client subscribes. */
    List<String> subscribing(Way way, Channels channels);

    /** How the load client publishes. */
    List<String> publishing(Channels channels);

    @Override
    void close();
}
