package io.fourways.gateway.prepared;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an event loop gives to one client after the other, as sockets take it: otherwise it would be copied for each of them. It is kept
 * for a second at most, and while it is on its way to someone. One for each loop, on which alone it is touched.
 */
final class DirectCopy {

    /** For which it is kept at most. */
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

    private static final Logger log = LoggerFactory.getLogger(DirectCopy.class);

    private byte @Nullable [] original;
    private @Nullable ByteBuf copy;
    private boolean isToBeForgotten;

    private DirectCopy() {}

    /**
     * The same bytes, to be released; those themselves when there is no memory for a copy, which is for their socket to say.
     *
     * @param bytes   are not written to any more
     * @param channel to which they go, on whose event loop this is called
     */
    static ByteBuf of(byte[] bytes, Channel channel) {
        return OF_LOOP.get().get(bytes, channel);
    }

    private ByteBuf get(byte[] bytes, Channel channel) {
        if (original != bytes) {
            letGo();
            copy(bytes, channel);
        }
        return copy == null ? Unpooled.wrappedBuffer(bytes) : copy.retainedDuplicate();
    }

    private void copy(byte[] bytes, Channel channel) {
        if (!isToBeForgotten) {
            var unused = channel.eventLoop().schedule(this::forget, SECONDS, TimeUnit.SECONDS);
            isToBeForgotten = true;
        }
        try {
            copy = channel.alloc().directBuffer(bytes.length, bytes.length).writeBytes(bytes);
            original = bytes;
        } catch (OutOfMemoryError full) {
            log.debug("There is no direct memory for {} bytes that several get", bytes.length, full);
        }
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
