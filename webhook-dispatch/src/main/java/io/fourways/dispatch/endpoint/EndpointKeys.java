package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.secret.Secrets;
import io.fourways.dispatch.signing.SigningKey;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The keys that requests give for signing, or have made. */
final class EndpointKeys {

    private static final int MAX_GRACE_SECONDS = (int) Duration.ofDays(7).toSeconds();

    private EndpointKeys() {}

    /** The one given, or a new one: made off the event loop, for that waits for randomness. */
    static Mono<SigningKey> of(Members members, String member) {
        return Mono.justOrEmpty(given(members, member))
                .switchIfEmpty(Mono.fromCallable(SigningKey::generate).subscribeOn(Schedulers.boundedElastic()));
    }

    static Optional<SigningKey> given(Members members, String member) {
        return Optional.ofNullable(members.text(member)).map(written -> SigningKey.parse(written)
                .orElseThrow(() -> members.invalid(
                        "must be whsec_ and 24 to 64 bytes in base64, or whsk_ and an Ed25519 key", member)));
    }

    /** How long the key before signs as well. */
    static Duration grace(Members members) {
        Integer seconds = members.integer("gracePeriodSeconds", 0, MAX_GRACE_SECONDS);
        return seconds == null ? Secrets.OVERLAP : Duration.ofSeconds(seconds);
    }
}
