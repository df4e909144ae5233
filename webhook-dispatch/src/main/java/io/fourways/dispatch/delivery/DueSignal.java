package io.fourways.dispatch.delivery;

import java.util.Collection;

/** Who wants to know at once that deliveries have become due. */
@FunctionalInterface
public interface DueSignal {

    /** To be called after the commit. Never blocks; safe for any thread; many calls may be answered as one. */
    void raise(Collection<String> endpointIds);
}
