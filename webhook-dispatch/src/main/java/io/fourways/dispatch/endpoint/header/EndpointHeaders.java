package io.fourways.dispatch.endpoint.header;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.InvalidRequest;
import io.fourways.service.secrets.SealedSecrets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The headers of their own that endpoints are sent. Safe for any thread; never blocks. */
public final class EndpointHeaders {

    private final SealedSecrets seal;

    public EndpointHeaders(SealedSecrets seal) {
        this.seal = seal;
    }

    /** Those that are kept for an endpoint; fails when they cannot be read. */
    public Map<String, String> open(String endpointId, byte @Nullable [] kept) {
        return SealedHeaders.open(seal, endpointId, kept)
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.CONFLICT,
                        "headers_unreadable",
                        "The headers were sealed under a key that is not configured any more: set them again"));
    }

    /** What is to be kept for an endpoint after a change of what is kept. */
    public Mono<KeptHeaders> change(String endpointId, byte @Nullable [] kept, HeaderChange change) {
        Map<String, String> headers = change.applyTo(change.keepsOthers() ? open(endpointId, kept) : Map.of());
        if (headers.size() > HeaderRules.MAX_HEADERS) {
            return Mono.error(InvalidRequest.inBody(
                    "must be at most " + HeaderRules.MAX_HEADERS + " headers", HeaderRules.MEMBER));
        }
        return headers.isEmpty() ? Mono.just(KeptHeaders.NONE) : keep(endpointId, headers);
    }

    /** Off the event loop: sealing waits for randomness. */
    private Mono<KeptHeaders> keep(String endpointId, Map<String, String> headers) {
        return Mono.fromCallable(() -> SealedHeaders.seal(seal, endpointId, headers))
                .subscribeOn(Schedulers.boundedElastic())
                .map(ciphertext -> new KeptHeaders(ciphertext, List.copyOf(headers.keySet())));
    }
}
