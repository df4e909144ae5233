package io.fourways.gateway.shortcut;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request that HTTP's codec has read, and must know to be answered. */
final class Decoded extends Turn {

    private final Shortcut shortcut;
    private final HttpRequest request;
    private @Nullable Parts parts;
    private @Nullable Again again;

    /** @param shortcut of its connection */
    Decoded(Shortcut shortcut, HttpRequest request) {
        super(shortcut);
        this.shortcut = shortcut;
        this.request = request;
    }

    @Override
    public void again(Parts of, Again inTheSameWay) {
        parts = of;
        again = inTheSameWay;
    }

    /** It was; whoever knows requests again is told how it can be. */
    void taken(Repeats repeats) {
        if (parts != null && again != null) {
            repeats.taken(request, parts, again);
        }
    }

    @Override
    void send(ByteBuf whole, ChannelPromise written) {
        shortcut.send(whole, written);
    }

    @Override
    void giveBack() {
        shortcut.giveBack(request);
    }
}
