package io.fourways.ingest.administration.sources;

import io.fourways.service.secrets.SealedSecrets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What sources' secrets are sealed with, if a key is configured. */
final class Seal {

    private final @Nullable SealedSecrets seal;

    Seal(@Nullable SealedSecrets seal) {
        this.seal = seal;
    }

    /** Fails with a problem that names the property when there is no key. */
    Mono<Void> requireKey() {
        return seal == null ? Mono.error(SourceProblems.noKey()) : Mono.empty();
    }

    /** Off the event loop: it waits for randomness. */
    Mono<byte[]> seal(String name, List<String> secrets) {
        SealedSecrets key = seal;
        return key == null
                ? Mono.error(SourceProblems.noKey())
                : Mono.fromCallable(() -> key.seal(name, secrets)).subscribeOn(Schedulers.boundedElastic());
    }

    /** Fails with a problem when they were sealed under another key. */
    Mono<List<String>> open(ManagedSource source) {
        return requireKey()
                .then(Mono.defer(() -> Mono.justOrEmpty(opened(source))))
                .switchIfEmpty(Mono.error(SourceProblems::unreadable));
    }

    /** How many there are; null when they cannot be read. */
    @Nullable
    Integer count(ManagedSource source) {
        List<String> secrets = opened(source);
        return secrets == null ? null : secrets.size();
    }

    private @Nullable List<String> opened(ManagedSource source) {
        return seal == null
                ? null
                : seal.open(source.name(), source.sealedSecrets()).orElse(null);
    }
}
