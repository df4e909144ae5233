package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.InvalidRequest;
import io.fourways.service.secrets.SealedSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The headers of their own that endpoints are sent. */
final class EndpointHeaders {

    private final SealedSecrets seal;

    EndpointHeaders(SealedSecrets seal) {
        this.seal = seal;
    }

    /** Fails when they cannot be read. */
    Map<String, String> of(Endpoint endpoint) {
        return SealedHeaders.open(seal, endpoint.id(), endpoint.sealedHeaders())
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.CONFLICT,
                        "headers_unreadable",
                        "The headers were sealed under a key that is not configured any more: set them again"));
    }

    /** Makes the change, in the transaction of an endpoint that is taken. */
    Mono<Void> change(EndpointTable table, Endpoint endpoint, HeaderChange change, Instant now) {
        Map<String, String> headers = change.applyTo(change.keepsOthers() ? of(endpoint) : Map.of());
        if (headers.size() > HeaderRules.MAX_HEADERS) {
            return Mono.error(InvalidRequest.inBody(
                    "must be at most " + HeaderRules.MAX_HEADERS + " headers", HeaderRules.MEMBER));
        }
        return headers.isEmpty()
                ? table.setHeaders(endpoint.id(), null, List.of(), now)
                : sealed(endpoint.id(), headers)
                        .flatMap(ciphertext ->
                                table.setHeaders(endpoint.id(), ciphertext, List.copyOf(headers.keySet()), now));
    }

    /** Off the event loop: it waits for randomness. */
    private Mono<byte[]> sealed(String endpointId, Map<String, String> headers) {
        return Mono.fromCallable(() -> SealedHeaders.seal(seal, endpointId, headers))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
