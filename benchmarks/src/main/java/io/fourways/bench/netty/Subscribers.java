package io.fourways.bench.netty;

import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who subscribes to what; of one event loop. */
final class Subscribers {

    private final Map<Key, Set<Channel>> subscribers = new HashMap<>();

    void add(Key key, Channel subscriber) {
        subscribers.computeIfAbsent(key, added -> new LinkedHashSet<>()).add(subscriber);
    }

    void remove(Key key, Channel subscriber) {
        Set<Channel> others = of(key);
        others.remove(subscriber);
        if (others.isEmpty()) {
            subscribers.remove(key);
        }
    }

    Set<Channel> of(Key key) {
        return subscribers.getOrDefault(key, Set.of());
    }

    /** A channel, and how its events are framed. */
    record Key(String channel, Framing framing) {}
}
