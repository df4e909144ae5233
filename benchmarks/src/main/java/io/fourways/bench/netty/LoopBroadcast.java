package io.fourways.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The subscribers of one event loop: whatever has been published since it last looked is written, then flushed, at once. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write that fails closes the connection, and is then looked at by nobody
final class LoopBroadcast {

    private final EventLoop loop;
    private final Handing handing;
    private final Subscribers subscribers = new Subscribers();
    private final LoopPolls polls = new LoopPolls();
    private final Queue<Published> published = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    LoopBroadcast(EventLoop loop, Handing handing) {
        this.loop = loop;
        this.handing = handing;
    }

    void join(Subscribers.Key key, Channel subscriber) {
        subscribers.add(key, subscriber);
        subscriber.closeFuture().addListener(closed -> subscribers.remove(key, subscriber));
    }

    void ask(Poll poll, KeptEvents events, Channel connection) {
        polls.ask(poll, events, connection);
    }

    /** @param kept where it is for polls, if anybody polls the channel */
    void publish(String channel, Frames frames, @Nullable KeptEvents kept) {
        published.add(new Published(channel, frames, kept));
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        Set<Channel> written = new LinkedHashSet<>();
        for (Published next = published.poll(); next != null; next = published.poll()) {
            write(next, written);
            if (next.kept != null) {
                polls.answer(next.kept);
            }
        }
        written.forEach(Channel::flush);
    }

    private void write(Published event, Set<Channel> written) {
        for (Framing framing : Framing.values()) {
            for (Channel subscriber : subscribers.of(new Subscribers.Key(event.channel, framing))) {
                subscriber.write(bytes(event, framing));
                if (handing == Handing.FLUSHED_EACH) {
                    subscriber.flush();
                } else {
                    written.add(subscriber);
                }
            }
        }
        event.frames.release();
    }

    private ByteBuf bytes(Published event, Framing framing) {
        return handing == Handing.FRAMED_EACH
                ? event.frames.anew(framing)
                : event.frames.get(framing).retainedDuplicate();
    }

    private record Published(
            String channel, Frames frames, @Nullable KeptEvents kept) {}
}
