package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.endpoint.header.HeaderChange;
import io.fourways.dispatch.endpoint.settings.EndpointSettings;
import io.fourways.dispatch.signing.SigningKey;
import reactor.core.publisher.Mono;

/**
 * An endpoint that is to be made.
 *
 * @param key what its webhooks are signed with
 */
record NewEndpoint(EndpointSettings settings, SigningKey key, HeaderChange headers) {

    static Mono<NewEndpoint> of(Members members) {
        EndpointSettings settings = EndpointSettings.of(members);
        HeaderChange headers = HeaderChange.first(members);
        return EndpointKeys.of(members, "secret").map(key -> new NewEndpoint(settings, key, headers));
    }

    NewEndpoint named(String nameInPath) {
        return new NewEndpoint(settings.named(nameInPath), key, headers);
    }
}
