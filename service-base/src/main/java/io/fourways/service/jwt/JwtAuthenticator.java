package io.fourways.service.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Callers by signed JSON Web Token: HS256 by a shared secret; RS256, ES256 and EdDSA (Ed25519) by an issuer's JWK set.
 * Which keys a token is held against follows from its algorithm alone, and a secret and public keys never serve the same
 * one, so that a public key cannot be passed off as a secret (RFC 8725, section 3.1).
 *
 * <p>Blocks nobody. Fails with {@link Unauthenticated}, or 503 when the issuer's keys cannot be had.
 */
public final class JwtAuthenticator implements Authenticator {

    private final Map<JWSAlgorithm, VerificationKeys> keys = new HashMap<>();
    private final TokenClaims claims;

    /**
     * @param secret   for HS256, at least 32 bytes in UTF-8; null means none is accepted
     * @param keySet   for the other algorithms; null means none is accepted
     * @param issuer   the {@code iss} a token must have; null means any
     * @param audience what its {@code aud} must contain; null means any
     * @param skew     how far the issuer's clock may be off
     */
    public static JwtAuthenticator of(
            @Nullable String secret,
            @Nullable KeySet keySet,
            @Nullable String issuer,
            @Nullable String audience,
            Duration skew) {
        List<VerificationKeys> sources = new ArrayList<>();
        if (secret != null) {
            sources.add(new SharedSecret(secret));
        }
        if (keySet != null) {
            sources.add(new RemoteKeys(keySet));
        }
        return new JwtAuthenticator(sources, new TokenClaims(issuer, audience, skew));
    }

    private JwtAuthenticator(List<? extends VerificationKeys> sources, TokenClaims claims) {
        sources.forEach(source -> source.algorithms().forEach(algorithm -> keys.put(algorithm, source)));
        this.claims = claims;
    }

    @Override
    public Mono<Caller> authenticate(@Nullable String token) {
        if (token == null) {
            return Mono.error(Unauthenticated.missing());
        }
        return Mono.defer(() -> verified(parse(token))).map(claims::callerOf);
    }

    private static SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw Unauthenticated.invalid("The token is not a signed JWT");
        }
    }

    private Mono<JWTClaimsSet> verified(SignedJWT jwt) {
        VerificationKeys source = keys.get(jwt.getHeader().getAlgorithm());
        if (source == null) {
            throw Unauthenticated.invalid("The token is signed with an algorithm that is not accepted here");
        }
        return source.matching(jwt.getHeader()).map(candidates -> claimsOf(jwt, candidates));
    }

    private static JWTClaimsSet claimsOf(SignedJWT jwt, List<JWK> candidates) {
        if (candidates.isEmpty()) {
            throw Unauthenticated.invalid("The token is signed with a key that is not known here");
        }
        if (candidates.stream().noneMatch(key -> isSignedWith(key, jwt))) {
            throw Unauthenticated.invalid("The token's signature is wrong");
        }
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw Unauthenticated.invalid("The token's claims are malformed");
        }
    }

    private static boolean isSignedWith(JWK key, SignedJWT jwt) {
        try {
            return jwt.verify(verifier(key));
        } catch (JOSEException e) {
            return false; // a key that is none for this algorithm has not signed it
        }
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        if (key instanceof OctetSequenceKey secret) {
            return new MACVerifier(secret);
        }
        if (key instanceof RSAKey rsa) {
            return new RSASSAVerifier(rsa);
        }
        if (key instanceof ECKey ec) {
            return new ECDSAVerifier(ec);
        }
        if (key instanceof OctetKeyPair ed) {
            return new Ed25519Verifier(ed);
        }
        throw new JOSEException("Unsupported key type " + key.getKeyType());
    }
}
