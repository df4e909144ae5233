package io.fourways.bench.publish;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** What allows publishing everything, as a deployment would have it: its verification is part of the cost. */
final class Token {

    static final String SECRET = "a secret of the benchmarks, long enough for HS256";

    private static final Duration LIFE = Duration.ofDays(1);

    private Token() {}

    static String mint() {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("bench")
                .expirationTime(Date.from(Instant.now().plus(LIFE)))
                .claim("publish", List.of("**"))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
