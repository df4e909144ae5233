package io.fourways.service.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The one secret that issuer and services share, for HS256: the UTF-8 bytes of a text. */
public final class SharedSecret implements VerificationKeys {

    /** HS256 needs a secret no shorter than its hash (RFC 7518, section 3.2). */
    public static final int LEAST_BYTES = 32;

    private final Mono<List<JWK>> keys;

    SharedSecret(String secret) {
        keys = Mono.just(List.of(new OctetSequenceKey.Builder(secret.getBytes(StandardCharsets.UTF_8)).build()));
    }

    /** Whether a text has the {@value #LEAST_BYTES} bytes that HS256 needs. */
    public static boolean isLongEnough(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length >= LEAST_BYTES;
    }

    @Override
    public Set<JWSAlgorithm> algorithms() {
        return Set.of(JWSAlgorithm.HS256);
    }

    /** The secret, whatever key the header names: there is no other. */
    @Override
    public Mono<List<JWK>> matching(JWSHeader header) {
        return keys;
    }
}
