package io.fourways.service.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import io.fourways.service.problem.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class KeySetTokenTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration NONE = Duration.ZERO;

    private final KeySetServer server = new KeySetServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acceptsRsaEllipticCurveAndEdwardsCurveKeys() throws Exception {
        var rsa = Issuer.rsa("r");
        var ec = Issuer.ec("e");
        var ed = Issuer.ed25519();
        server.serve(rsa, ec, Issuer.published(ed, "d"));
        JwtAuthenticator authenticator = remembering(LONG, LONG);
        accepts(authenticator, Issuer.token(rsa, Issuer.claims().build()));
        accepts(authenticator, Issuer.token(ec, Issuer.claims().build()));
        accepts(authenticator, Issuer.token(ed, "d", Issuer.claims().build()));
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void refusesSignaturesByStrangersUnderKnownNames() throws Exception {
        server.serve(Issuer.rsa("r"), Issuer.ec("e"), Issuer.published(Issuer.ed25519(), "d"));
        JwtAuthenticator authenticator = remembering(LONG, LONG);
        KeyPair stranger = Issuer.ed25519();
        refuses(authenticator, Issuer.token(Issuer.rsa("r"), Issuer.claims().build()), "signature is wrong");
        refuses(authenticator, Issuer.token(Issuer.ec("e"), Issuer.claims().build()), "signature is wrong");
        String token = Issuer.token(stranger, "d", Issuer.claims().build());
        refuses(authenticator, token, "signature is wrong");
        refuses(authenticator, token.substring(0, token.length() - 8), "signature is wrong");
    }

    @Test
    void refusesThePublicKeyPassedOffAsSecret() throws Exception {
        RSAKey rsa = Issuer.rsa("r");
        server.serve(rsa);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r").build(),
                Issuer.claims().build());
        jwt.sign(new MACSigner(rsa.toRSAPublicKey().getEncoded()));
        refuses(remembering(LONG, LONG), jwt.serialize(), "algorithm that is not accepted");
        JwtAuthenticator both = JwtAuthenticator.of(
                "a secret that is long enough for HS256", new KeySet(server.url(), LONG, LONG), null, null, NONE);
        refuses(both, jwt.serialize(), "signature is wrong");
    }

    @Test
    void usesNoSecretThatAKeySetGivesAway() throws Exception {
        byte[] secret = "a secret that everybody can read".getBytes(StandardCharsets.UTF_8);
        server.serve(new JWKSet(new OctetSequenceKey.Builder(secret).keyID("s").build()).toString(false));
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("s").build(),
                Issuer.claims().build());
        jwt.sign(new MACSigner(secret));
        refuses(remembering(LONG, LONG), jwt.serialize(), "algorithm that is not accepted");
    }

    @Test
    void followsARotationWhenATokenNamesTheNewKey() throws Exception {
        RSAKey before = Issuer.rsa("before");
        RSAKey after = Issuer.rsa("after");
        server.serve(before);
        JwtAuthenticator authenticator = remembering(LONG, NONE);
        accepts(authenticator, Issuer.token(before, Issuer.claims().build()));
        server.serve(after);
        accepts(authenticator, Issuer.token(after, Issuer.claims().build()));
        refuses(authenticator, Issuer.token(before, Issuer.claims().build()), "key that is not known");
    }

    @Test
    void forgetsAWithdrawnKeyOnceItIsOld() throws Exception {
        RSAKey withdrawn = Issuer.rsa("withdrawn");
        server.serve(withdrawn);
        JwtAuthenticator authenticator = remembering(NONE, NONE);
        String token = Issuer.token(withdrawn, Issuer.claims().build());
        accepts(authenticator, token);
        server.serve(Issuer.rsa("other"));
        await().atMost(TIMEOUT).untilAsserted(() -> refuses(authenticator, token, "key that is not known"));
    }

    @Test
    void asksTheIssuerOnceHoweverManyTokensNameUnknownKeys() throws Exception {
        RSAKey known = Issuer.rsa("known");
        server.serve(known);
        JwtAuthenticator authenticator = remembering(LONG, LONG);
        RSAKey stranger = Issuer.rsa("stranger");
        String forged = Issuer.token(stranger, Issuer.claims().build());
        Flux<Caller> storm = Flux.merge(IntStream.range(0, 200)
                .mapToObj(i -> authenticator
                        .authenticate(forged)
                        .subscribeOn(Schedulers.parallel())
                        .onErrorComplete(Unauthenticated.class))
                .toList());
        StepVerifier.create(storm).expectComplete().verify(TIMEOUT);
        accepts(authenticator, Issuer.token(known, Issuer.claims().build()));
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void survivesAnOutageOfTheIssuerWithTheKeysItKnows() throws Exception {
        RSAKey key = Issuer.rsa("r");
        server.serve(key);
        JwtAuthenticator authenticator = remembering(NONE, NONE);
        String token = Issuer.token(key, Issuer.claims().build());
        accepts(authenticator, token);
        server.down(true);
        accepts(authenticator, token);
        await().atMost(TIMEOUT).until(() -> server.requests() > 1);
        accepts(authenticator, token);
        server.close();
        accepts(authenticator, token);
    }

    @Test
    void saysThatItCannotKnowWhileNoKeyCanBeHad() throws Exception {
        RSAKey key = Issuer.rsa("r");
        server.serve(key);
        server.down(true);
        JwtAuthenticator authenticator = remembering(LONG, NONE);
        String token = Issuer.token(key, Issuer.claims().build());
        saysUnavailable(authenticator, token);
        server.down(false);
        server.serve("not a key set");
        saysUnavailable(authenticator, token);
        server.serve(key);
        accepts(authenticator, token);
    }

    @Test
    void saysThatItCannotKnowWhenNobodyListens() throws Exception {
        URI url = server.url();
        server.close();
        JwtAuthenticator authenticator =
                JwtAuthenticator.of(null, new KeySet(url, LONG, Duration.ofSeconds(7)), null, null, NONE);
        ProblemException problem = saysUnavailable(
                authenticator, Issuer.token(Issuer.rsa("r"), Issuer.claims().build()));
        assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("7");
    }

    private JwtAuthenticator remembering(Duration maxAge, Duration refreshInterval) {
        return JwtAuthenticator.of(null, new KeySet(server.url(), maxAge, refreshInterval), null, null, NONE);
    }

    private static void accepts(JwtAuthenticator authenticator, String token) {
        StepVerifier.create(authenticator
                        .authenticate(token)
                        .subscribeOn(Schedulers.parallel())
                        .map(Caller::subject))
                .expectNext("alice")
                .expectComplete()
                .verify(TIMEOUT);
    }

    private static void refuses(JwtAuthenticator authenticator, String token, String reason) {
        StepVerifier.create(authenticator.authenticate(token))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(Unauthenticated.class)
                        .extracting(
                                problem -> ((Unauthenticated) problem).getBody().getDetail())
                        .asString()
                        .contains(reason))
                .verify(TIMEOUT);
    }

    private static ProblemException saysUnavailable(JwtAuthenticator authenticator, String token) {
        Throwable failure = authenticator
                .authenticate(token)
                .<Throwable>map(caller -> new AssertionError("was let in"))
                .onErrorResume(Mono::just)
                .block(TIMEOUT);
        assertThat(failure).isInstanceOf(ProblemException.class);
        ProblemException problem = (ProblemException) failure;
        assertThat(problem.getStatusCode().value()).isEqualTo(503);
        assertThat(problem.getHeaders().getFirst("Retry-After")).isNotNull();
        return problem;
    }
}
