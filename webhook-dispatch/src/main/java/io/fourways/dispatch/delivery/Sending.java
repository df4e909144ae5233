package io.fourways.dispatch.delivery;

import io.fourways.dispatch.delivery.claim.Claimed;
import io.fourways.dispatch.egress.Reply;
import io.fourways.dispatch.isolation.EndpointSettings;
import java.util.Collection;
import reactor.core.publisher.Mono;

/** How a delivery reaches its endpoint: signed, with its headers. */
public interface Sending {

    /** Gets together what sending to these endpoints takes, so that not every delivery has to ask for it. */
    Mono<Void> prepare(Collection<String> endpointIds);

    /**
     * Sends when it is subscribed to, once; gives what came of it. Fails with {@link SealedElsewhere} when nothing can be sent from
     * here.
     */
    Mono<Reply> send(Claimed delivery, EndpointSettings endpoint);

    /** How many bytes of an answer there may be. */
    long longestAnswer();
}
