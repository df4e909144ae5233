package io.fourways.bench.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** All subscribers, each with its event loop. */
final class Broadcast {

    private final Map<EventLoop, LoopBroadcast> loops = new LinkedHashMap<>();
    private final Map<String, KeptEvents> polled = new ConcurrentHashMap<>();

    private Broadcast() {}

    static Broadcast on(EventLoopGroup group, Handing handing) {
        Broadcast broadcast = new Broadcast();
        group.forEach(executor -> {
            EventLoop loop = (EventLoop) executor;
            broadcast.loops.put(loop, new LoopBroadcast(loop, handing));
        });
        return broadcast;
    }

    /** On the subscriber's own loop. */
    void join(Subscribers.Key key, Channel subscriber) {
        Objects.requireNonNull(loops.get(subscriber.eventLoop())).join(key, subscriber);
    }

    /** On the poll's own loop. */
    void ask(Poll poll, Channel connection) {
        Objects.requireNonNull(loops.get(connection.eventLoop()))
                .ask(poll, polled.computeIfAbsent(poll.channel(), first -> new KeptEvents()), connection);
    }

    /** On any thread. */
    void publish(String channel, byte[] event) {
        Frames frames = Frames.of(event, loops.size());
        KeptEvents kept = polled.get(channel);
        if (kept != null) {
            kept.add(event);
        }
        loops.values().forEach(loop -> loop.publish(channel, frames, kept));
    }
}
