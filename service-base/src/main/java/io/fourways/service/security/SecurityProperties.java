package io.fourways.service.security;

import io.fourways.service.jwt.SharedSecret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Who may call a service.
 *
 * @param mode            {@code jwt} (default): every caller has a token; {@code open}: any token, or none, is accepted
 * @param forceOpen       whether {@code open} is allowed on an address that is not loopback; default false
 * @param allowedHosts    in mode {@code open}: the names with a dot that requests may have in their {@code Host}, without port,
 *                        or {@code *} for all; default none. Addresses and names without a dot are always allowed
 * @param jwtSecret       the secret of HS256 tokens, at least 32 bytes in UTF-8; default none
 * @param jwksUrl         where the issuer of RS256, ES256 or EdDSA tokens publishes its JWK set; default none
 * @param jwksMaxAge      how long fetched keys are used before they are looked at again; default 5 minutes
 * @param jwksRefresh     the least time between two fetches of the JWK set; default 10 seconds
 * @param issuer          the {@code iss} claim a token must have; default any
 * @param audience        what a token's {@code aud} claim must contain; default any
 * @param clockSkew       how far the issuer's clock may be off; default 0, so that a token ends when it says
 */
@ConfigurationProperties("fourways.security")
public record SecurityProperties(
        @DefaultValue("jwt") Mode mode,
        @DefaultValue("false") boolean forceOpen,
        @DefaultValue List<String> allowedHosts,
        @Nullable String jwtSecret,
        @Nullable URI jwksUrl,
        @DefaultValue("5m") Duration jwksMaxAge,
        @DefaultValue("10s") Duration jwksRefresh,
        @Nullable String issuer,
        @Nullable String audience,
        @DefaultValue("0s") Duration clockSkew) {

    /** Whether callers need a token. */
    public enum Mode {
        /** They do. */
        JWT,
        /** They do not. */
        OPEN
    }

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** An empty property is an absent one, as environments of containers like to have it. */
    public SecurityProperties {
        allowedHosts = allowedHosts.stream().filter(StringUtils::hasText).toList();
        jwtSecret = StringUtils.hasLength(jwtSecret) ? jwtSecret : null;
        jwksUrl = jwksUrl == null || jwksUrl.toString().isEmpty() ? null : jwksUrl;
        issuer = StringUtils.hasLength(issuer) ? issuer : null;
        audience = StringUtils.hasLength(audience) ? audience : null;
    }

    /** Fails with {@link UnusableSecurityException} when {@code jwt} lacks a usable key. */
    void requireKey() {
        if (jwtSecret == null && jwksUrl == null) {
            throw UnusableSecurityException.withoutKey();
        }
        if (jwtSecret != null && !SharedSecret.isLongEnough(jwtSecret)) {
            throw UnusableSecurityException.shortSecret(SharedSecret.LEAST_BYTES);
        }
        if (jwksUrl != null && !isWeb(jwksUrl)) {
            throw UnusableSecurityException.badUrl();
        }
    }

    boolean isOpen() {
        return mode == Mode.OPEN;
    }

    private static boolean isWeb(URI url) {
        return url.getHost() != null && url.getScheme() != null && SCHEMES.contains(url.getScheme());
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "SecurityProperties[mode=" + mode + ", allowedHosts=" + allowedHosts + ", jwksUrl=" + jwksUrl
                + ", issuer=" + issuer + ", audience=" + audience + "]";
    }
}
