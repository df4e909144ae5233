package io.fourways.bench.load;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The requests of one round, made before it begins. Safe for any thread. */
@FunctionalInterface
public interface Supply {

    /** The next request as it goes over the wire, for the caller to release; null when there are no more. */
    @Nullable
    ByteBuf next();
}
