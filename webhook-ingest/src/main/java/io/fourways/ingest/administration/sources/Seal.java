package io.fourways.ingest.administration.sources;

import io.fourways.ingest.source.stored.SealedOptions;
import io.fourways.service.secrets.SealedSecrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What sources' secrets, and the options that are secrets, are sealed with, if a key is configured. */
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
    Mono<Sealed> seal(String name, List<String> secrets, Map<String, String> secretOptions) {
        SealedSecrets key = seal;
        return key == null
                ? Mono.error(SourceProblems.noKey())
                : Mono.fromCallable(() -> seal(key, name, secrets, secretOptions))
                        .subscribeOn(Schedulers.boundedElastic());
    }

    private static Sealed seal(
            SealedSecrets key, String name, List<String> secrets, Map<String, String> secretOptions) {
        byte[] options = secretOptions.isEmpty() ? null : new SealedOptions(key).seal(name, secretOptions);
        return new Sealed(key.seal(name, secrets), options);
    }

    /** Fails with a problem when they were sealed under another key. */
    Mono<List<String>> open(ManagedSource source) {
        return requireKey()
                .then(Mono.defer(() -> Mono.justOrEmpty(opened(source))))
                .switchIfEmpty(Mono.error(SourceProblems::unreadable));
    }

    /** Fails likewise. */
    Mono<Map<String, String>> openOptions(ManagedSource source) {
        byte[] sealed = source.row().sealedOptions();
        return sealed == null
                ? Mono.just(Map.of())
                : requireKey()
                        .then(Mono.defer(() -> Mono.justOrEmpty(openedOptions(source.name(), sealed))))
                        .switchIfEmpty(Mono.error(SourceProblems::unreadable));
    }

    private Optional<Map<String, String>> openedOptions(String name, byte[] sealed) {
        return seal == null ? Optional.empty() : new SealedOptions(seal).open(name, sealed);
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
                : seal.open(source.name(), source.row().sealedSecrets()).orElse(null);
    }
}
