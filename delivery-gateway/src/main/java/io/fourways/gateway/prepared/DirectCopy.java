package io.fourways.gateway.prepared;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop gives to one client after the other, as sockets take it: otherwise it would be copied for each of them. It is kept
 * for a second, and while it is on its way to someone. One for each loop, on which alone it is touched.
 */
final class DirectCopy {

    /** For which it is kept. */
    static final long SECONDS = 1;

    private static final FastThreadLocal<DirectCopy> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected DirectCopy initialValue() {
            return new DirectCopy();
        }

        @Override
        protected void onRemoval(DirectCopy ofThreadThatEnds) {
            ofThreadThatEnds.letGo();
        }
    };

    private byte @Nullable [] original;
    private @Nullable ByteBuf copy;
    private boolean isToBeForgotten;

    private DirectCopy() {}

    /**
     * The same bytes, to be released.
     *
     * @param bytes   are not written to any more
     * @param channel to which they go, on whose event loop this is called
     */
    static ByteBuf of(byte[] bytes, Channel channel) {
        return OF_LOOP.get().get(bytes, channel);
    }

    private ByteBuf get(byte[] bytes, Channel channel) {
        ByteBuf known = original == bytes ? copy : null;
        if (known == null) {
            known = copy(bytes, channel);
        }
        return known.retainedDuplicate();
    }

    private ByteBuf copy(byte[] bytes, Channel channel) {
        letGo();
        if (!isToBeForgotten) {
            var unused = channel.eventLoop().schedule(this::forget, SECONDS, TimeUnit.SECONDS);
            isToBeForgotten = true;
        }
        ByteBuf made = channel.alloc().directBuffer(bytes.length).writeBytes(bytes);
        original = bytes;
        copy = made;
        return made;
    }

    private void forget() {
        isToBeForgotten = false;
        letGo();
    }

    private void letGo() {
        ByteBuf old = copy;
        original = null;
        copy = null;
        if (old != null) {
            old.release();
        }
    }
}
