package io.fourways.gateway.shortcut;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;

/** One request, until it is answered or passed on. Touched by its connection's event loop only. */
public abstract class Turn {

    private final Shortcut shortcut;
    private Runnable whenGone = () -> {};

    Turn(Shortcut shortcut) {
        this.shortcut = shortcut;
    }

    public final Channel channel() {
        return shortcut.channel();
    }

    /** What is to be done when the client goes before it is answered. */
    public final void whenGone(Runnable action) {
        whenGone = action;
    }

    final void gone() {
        whenGone.run();
    }

    /** How to take it when it comes again; to be said while it is offered. One that has come again is known already. */
    public void again(Parts parts, Again again) {}

    /**
     * Answers; the promise comes true when the socket has taken it.
     *
     * @param whole head and body as HTTP/1.1 has them, which are released
     * @param last  whether the head says that the connection ends
     */
    public final ChannelPromise answer(ByteBuf whole, boolean last) {
        return shortcut.answer(this, whole, last);
    }

    /** Leaves the request to WebFlux after all. */
    public final void passOn() {
        shortcut.passOn(this);
    }

    /** Sends its answer, which is released. */
    abstract void send(ByteBuf whole, ChannelPromise written);

    /** Hands the request to WebFlux. */
    abstract void giveBack();
}
