package io.fourways.service.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import io.fourways.contract.Grants;
import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token says about its caller: {@code sub}, {@code exp} (which it must have), {@code subscribe} and
 * {@code publish} (channel patterns, as a list or separated by spaces), {@code admin}, {@code webhooks} (true, or apps as a
 * list or separated by spaces).
 */
final class TokenClaims {

    static final String SUBSCRIBE = "subscribe";
    static final String PUBLISH = "publish";
    static final String ADMIN = "admin";
    static final String WEBHOOKS = "webhooks";

    private static final Pattern APP = Pattern.compile("\\*|[A-Za-z0-9_.-]{1,256}");

    private final @Nullable String issuer;
    private final @Nullable String audience;
    private final Duration clockSkew;

    /**
     * @param issuer    the {@code iss} a token must have; null means any
     * @param audience  what its {@code aud} must contain; null means any
     * @param clockSkew how far the issuer's clock may be off
     */
    TokenClaims(@Nullable String issuer, @Nullable String audience, Duration clockSkew) {
        this.issuer = issuer;
        this.audience = audience;
        this.clockSkew = clockSkew;
    }

    /**
     * The caller of a token whose signature is genuine. Its time includes the skew, so that a stream which ends then
     * cannot be opened again with the same token.
     */
    Caller callerOf(JWTClaimsSet claims) {
        Instant expires = expiryOf(claims);
        check(claims, expires);
        Grants grants =
                new Grants(patterns(claims, SUBSCRIBE), patterns(claims, PUBLISH), isAdmin(claims), apps(claims));
        String subject = claims.getSubject();
        boolean named = subject != null && !subject.isBlank();
        return new Caller(named ? subject : Caller.ANYONE.subject(), grants, expires);
    }

    private Instant expiryOf(JWTClaimsSet claims) {
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw Unauthenticated.invalid("The token has no exp claim");
        }
        return expires.toInstant().plus(clockSkew);
    }

    private void check(JWTClaimsSet claims, Instant expires) {
        Instant now = Instant.now();
        if (!expires.isAfter(now)) {
            throw Unauthenticated.invalid("The token has expired");
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && notBefore.toInstant().minus(clockSkew).isAfter(now)) {
            throw Unauthenticated.invalid("The token is not valid yet");
        }
        if (issuer != null && !issuer.equals(claims.getIssuer())) {
            throw Unauthenticated.invalid("The token is from another issuer");
        }
        if (audience != null && !claims.getAudience().contains(audience)) {
            throw Unauthenticated.invalid("The token is for another audience");
        }
    }

    private static List<NamePattern> patterns(JWTClaimsSet claims, String name) {
        Object claim = claims.getClaim(name);
        List<NamePattern> patterns = new ArrayList<>();
        for (Object text : listOf(claim)) {
            if (!(text instanceof String pattern)) {
                throw notPatterns(name);
            }
            patterns.add(pattern(name, pattern));
        }
        return patterns;
    }

    private static List<?> listOf(@Nullable Object claim) {
        if (claim == null) {
            return List.of();
        }
        if (claim instanceof String text) {
            return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
        }
        return claim instanceof List<?> list ? list : List.of(claim);
    }

    private static NamePattern pattern(String claim, String text) {
        try {
            return NamePattern.ofChannels(text);
        } catch (InvalidEventException e) {
            throw notPatterns(claim);
        }
    }

    private static Unauthenticated notPatterns(String claim) {
        return Unauthenticated.invalid("The token's " + claim + " claim is not a list of channel patterns");
    }

    private static boolean isAdmin(JWTClaimsSet claims) {
        Object claim = claims.getClaim(ADMIN);
        if (claim != null && !(claim instanceof Boolean)) {
            throw Unauthenticated.invalid("The token's admin claim is not a boolean");
        }
        return Boolean.TRUE.equals(claim);
    }

    private static Set<String> apps(JWTClaimsSet claims) {
        Object claim = claims.getClaim(WEBHOOKS);
        if (claim instanceof Boolean every) {
            return every ? Set.of(Grants.EVERY_APP) : Set.of();
        }
        Set<String> apps = new HashSet<>();
        for (Object app : listOf(claim)) {
            if (!(app instanceof String name) || !isApp(name)) {
                throw Unauthenticated.invalid("The token's webhooks claim is neither true nor a list of apps");
            }
            apps.add(name);
        }
        return apps;
    }

    /** Whether an app can be called so, or every app is meant. */
    static boolean isApp(String text) {
        return APP.matcher(text).matches();
    }
}
