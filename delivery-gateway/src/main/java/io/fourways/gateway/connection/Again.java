package io.fourways.gateway.connection;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Answers a request that has been answered before, word for word the same, on the same connection. */
@FunctionalInterface
public interface Again {

    /** The answer's bytes, to be released by the caller; null when the request is to be offered as any other. */
    @Nullable
    ByteBuf answer();
}
