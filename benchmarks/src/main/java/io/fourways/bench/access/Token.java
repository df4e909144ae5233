package io.fourways.bench.access;

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

/** What allows everything of its kind, as a deployment would have it: its verification is part of the cost. */
public final class Token {

    /** What the services verify it with. */
    public static final String SECRET = "a secret of the benchmarks, long enough for HS256";

    private static final Duration LIFE = Duration.ofDays(1);

    private Token() {}

    /** One that may publish to every channel. */
    public static String toPublish() {
        return mint("publish");
    }

    /** One that may read every channel. */
    public static String toSubscribe() {
        return mint("subscribe");
    }

    private static String mint(String claim) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("bench")
                .expirationTime(Date.from(Instant.now().plus(LIFE)))
                .claim(claim, List.of("**"))
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
