package io.fourways.dispatch.endpoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All that take part. They are looked up late: some of them need what the API is part of. */
final class AllEndpointChanges implements EndpointChanges {

    private final ObjectProvider<EndpointChanges> all;

    AllEndpointChanges(ObjectProvider<EndpointChanges> all) {
        this.all = all;
    }

    @Override
    public Mono<Void> within(DatabaseClient transaction, EndpointChange change) {
        return Flux.fromStream(all::orderedStream)
                .concatMap(part -> part.within(transaction, change))
                .then();
    }

    @Override
    public void committed(EndpointChange change) {
        all.orderedStream().forEach(part -> part.committed(change));
    }
}
