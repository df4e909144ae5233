package io.fourways.dispatch.endpoint;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What takes part when somebody changes an endpoint. A bean of this type does. */
public interface EndpointChanges {

    /** Does what belongs to the change, in its transaction. */
    default Mono<Void> within(DatabaseClient transaction, EndpointChange change) {
        return Mono.empty();
    }

    /** Told when it is committed. Does not block. */
    default void committed(EndpointChange change) {}
}
