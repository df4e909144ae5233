package io.fourways.service.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.fourways.contract.Channel;
import io.fourways.contract.NamePattern;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class SecretTokenTests {

    private static final String SECRET = "a secret that is long enough for HS256";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JwtAuthenticator authenticator = accepting(null, null, Duration.ZERO);

    @Test
    void readsTheCallerFromItsClaims() throws Exception {
        Instant expires = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 600);
        Caller caller =
                callerOf(Issuer.claims().expirationTime(Date.from(expires)).build());
        assertThat(caller.subject()).isEqualTo("alice");
        assertThat(caller.expires()).isEqualTo(expires);
        assertThat(caller.grants().maySubscribe(List.of(NamePattern.ofChannels("orders.*"))))
                .isTrue();
        assertThat(caller.grants().maySubscribe(List.of(NamePattern.ofChannels("chat.a"))))
                .isFalse();
        assertThat(caller.grants().mayPublish(new Channel("chat.a"))).isTrue();
        assertThat(caller.grants().mayPublish(new Channel("orders.a"))).isFalse();
        assertThat(caller.grants().admin()).isFalse();
    }

    @Test
    void readsPatternsSeparatedBySpaces() throws Exception {
        Caller caller = callerOf(Issuer.claims().claim("subscribe", "a.*  b.**").build());
        assertThat(caller.grants().subscribe())
                .extracting(NamePattern::toString)
                .containsExactly("a.*", "b.**");
    }

    @Test
    void grantsNothingThatIsNotClaimed() throws Exception {
        Caller caller = callerOf(new JWTClaimsSet.Builder()
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build());
        assertThat(caller.subject()).isEqualTo("anonymous");
        assertThat(caller.grants().subscribe()).isEmpty();
        assertThat(caller.grants().publish()).isEmpty();
        assertThat(caller.grants().admin()).isFalse();
        assertThat(caller.grants().webhooks()).isEmpty();
    }

    @Test
    void grantsAdminOnlyByBoolean() throws Exception {
        assertThat(callerOf(Issuer.claims().claim("admin", true).build())
                        .grants()
                        .admin())
                .isTrue();
        refuses(signed(Issuer.claims().claim("admin", "true").build()), "admin claim is not a boolean");
    }

    @Test
    void grantsAppsByNameOrAllOfThem() throws Exception {
        assertThat(appsOf(true)).containsExactly("*");
        assertThat(appsOf("*")).containsExactly("*");
        assertThat(appsOf("acme app_1")).containsExactlyInAnyOrder("acme", "app_1");
        assertThat(appsOf(List.of("acme", "app_1"))).containsExactlyInAnyOrder("acme", "app_1");
        assertThat(appsOf(false)).isEmpty();
        assertThat(appsOf(List.of())).isEmpty();
        for (Object wrong : List.of(1, List.of(true), List.of("a b"), Map.of("a", 1), "a/b", List.of(""))) {
            refuses(
                    signed(Issuer.claims().claim("webhooks", wrong).build()),
                    "webhooks claim is neither true nor a list of apps");
        }
    }

    private Set<String> appsOf(Object claim) throws Exception {
        return callerOf(Issuer.claims().claim("webhooks", claim).build())
                .grants()
                .webhooks();
    }

    @Test
    void needsAToken() {
        refuses(null, "token is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "eyJhbGciOiJIUzI1NiJ9.e30", "\u0000", "a b"})
    void refusesWhatIsNoToken(String text) {
        refuses(text, "not a signed JWT");
    }

    @Test
    void refusesUnsignedTokens() throws Exception {
        refuses(new PlainJWT(Issuer.claims().build()).serialize(), "not a signed JWT");
        String none = Base64URL.encode("{\"alg\":\"none\"}") + "."
                + Base64URL.encode(Issuer.claims().build().toString()) + ".AAAA";
        refuses(none, "not a signed JWT");
    }

    @Test
    void refusesForgedSignature() throws Exception {
        refuses(
                signed(
                        "another secret that is long enough, too",
                        Issuer.claims().build()),
                "signature is wrong");
        String[] genuine = signed(Issuer.claims().build()).split("\\.", -1);
        Base64URL more =
                Base64URL.encode(Issuer.claims().claim("admin", true).build().toString());
        refuses(genuine[0] + "." + more + "." + genuine[2], "signature is wrong");
    }

    @Test
    void refusesUnknownCriticalHeaders() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("policy"))
                .customParam("policy", "strict")
                .build();
        SignedJWT jwt = new SignedJWT(header, Issuer.claims().build());
        jwt.sign(new MACSigner(SECRET));
        refuses(jwt.serialize(), "signature is wrong");
    }

    @Test
    void refusesOtherAlgorithmsOfTheSameSecret() throws Exception {
        String longest = SECRET + SECRET;
        SignedJWT jwt =
                new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), Issuer.claims().build());
        jwt.sign(new MACSigner(longest));
        refuses(jwt.serialize(), "algorithm that is not accepted");
    }

    @Test
    void refusesTokensOutOfTheirTime() throws Exception {
        Date past = Date.from(Instant.now().minusSeconds(1));
        Date future = Date.from(Instant.now().plusSeconds(60));
        refuses(signed(Issuer.claims().expirationTime(past).build()), "has expired");
        refuses(signed(Issuer.claims().notBeforeTime(future).build()), "not valid yet");
        refuses(signed(Issuer.claims().expirationTime(null).build()), "no exp claim");
    }

    @Test
    void toleratesTheConfiguredSkewOfClocks() throws Exception {
        JwtAuthenticator tolerant = accepting(null, null, Duration.ofMinutes(2));
        Instant past = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 60);
        String token = signed(Issuer.claims().expirationTime(Date.from(past)).build());
        StepVerifier.create(tolerant.authenticate(token).map(Caller::expires))
                .expectNext(past.plusSeconds(120))
                .expectComplete()
                .verify(TIMEOUT);
    }

    @Test
    void holdsTokensToIssuerAndAudience() throws Exception {
        JwtAuthenticator strict = accepting("https://issuer.example", "fourways", Duration.ZERO);
        refuses(strict, signed(Issuer.claims().build()), "another issuer");
        JWTClaimsSet.Builder ours = Issuer.claims().issuer("https://issuer.example");
        refuses(strict, signed(ours.build()), "another audience");
        String token = signed(ours.audience(List.of("other", "fourways")).build());
        StepVerifier.create(strict.authenticate(token)).expectNextCount(1).verifyComplete();
    }

    @Test
    void refusesMalformedClaims() throws Exception {
        refuses(signed(Issuer.claims().claim("subscribe", 7).build()), "subscribe claim");
        refuses(signed(Issuer.claims().claim("subscribe", List.of("a", 7)).build()), "subscribe claim");
        refuses(signed(Issuer.claims().claim("subscribe", List.of("a..b")).build()), "subscribe claim");
        refuses(signed(Issuer.claims().claim("publish", "a.**.b").build()), "publish claim");
        refuses(signed(Issuer.claims().claim("exp", "tomorrow").build()), "claims are malformed");
        refuses(signed(Issuer.claims().claim("exp", Long.MAX_VALUE).build()), "has expired");
    }

    /** BlockHound watches the threads of this scheduler as it does event loops. */
    @Test
    void blocksNoEventLoop() throws Exception {
        JwtAuthenticator fresh = accepting(null, null, Duration.ZERO);
        String token = signed(Issuer.claims().build());
        StepVerifier.create(fresh.authenticate(token).subscribeOn(Schedulers.parallel()))
                .expectNextCount(1)
                .expectComplete()
                .verify(TIMEOUT);
    }

    private static JwtAuthenticator accepting(@Nullable String issuer, @Nullable String audience, Duration skew) {
        return JwtAuthenticator.of(SECRET, null, issuer, audience, skew);
    }

    private Caller callerOf(JWTClaimsSet claims) throws Exception {
        Caller caller = authenticator.authenticate(signed(claims)).block(TIMEOUT);
        assertThat(caller).isNotNull();
        return caller;
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return signed(SECRET, claims);
    }

    private static String signed(String secret, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    private void refuses(@Nullable String token, String reason) {
        refuses(authenticator, token, reason);
    }

    private static void refuses(JwtAuthenticator authenticator, @Nullable String token, String reason) {
        StepVerifier.create(authenticator.authenticate(token))
                .expectErrorSatisfies(failure -> {
                    assertThat(failure).isInstanceOf(Unauthenticated.class);
                    Unauthenticated problem = (Unauthenticated) failure;
                    assertThat(problem.getBody().getDetail()).contains(reason);
                    assertThat(problem.getBody().getType()).hasToString("https://fourways.io/problems/unauthenticated");
                    assertThat(problem.getHeaders().getFirst("WWW-Authenticate"))
                            .isEqualTo(token == null ? "Bearer" : "Bearer error=\"invalid_token\"");
                })
                .verify(TIMEOUT);
    }
}
