package io.fourways.dispatch.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningTests {

    private static final String ID = "msg_2b1wl4WnW7tCLbRLYUyAhkVJ0Km";
    private static final String BODY = "{\"type\":\"order.paid\",\"data\":{\"name\":\"Zoë ✓\"}}";
    private static final byte[] BYTES = BODY.getBytes(StandardCharsets.UTF_8);
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final SigningKey KEY = SigningKey.generate();
    private static final SigningKey EARLIER = SigningKey.generate();
    private static final SigningKey PAIR = SigningKey.parse("whsk_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
            .orElseThrow();

    @Test
    void isAcceptedByTheVerifierOfStandardWebhooks() {
        HttpHeaders headers = sign(KEY);
        assertThatCode(() -> new Webhook(KEY.written()).verify(BODY, headers)).doesNotThrowAnyException();
    }

    @Test
    void isAcceptedByTheVerifierOfSvix() {
        HttpHeaders headers = sign(KEY);
        assertThatCode(() -> new com.svix.Webhook(KEY.written()).verify(BODY, headers))
                .doesNotThrowAnyException();
    }

    @Test
    void isAcceptedUnderEitherSecretWhileTheyRotate() {
        HttpHeaders headers = sign(KEY, EARLIER);
        for (SigningKey key : List.of(KEY, EARLIER)) {
            assertThatCode(() -> new Webhook(key.written()).verify(BODY, headers))
                    .doesNotThrowAnyException();
            assertThatCode(() -> new com.svix.Webhook(key.written()).verify(BODY, headers))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void isAcceptedBesideASignatureOfAnotherKind() {
        HttpHeaders headers = sign(PAIR, KEY);
        assertThatCode(() -> new Webhook(KEY.written()).verify(BODY, headers)).doesNotThrowAnyException();
    }

    @Test
    void isRefusedUnderAnotherSecretOrWithAnotherBody() {
        HttpHeaders headers = sign(KEY);
        assertThatThrownBy(() -> new Webhook(EARLIER.written()).verify(BODY, headers))
                .hasMessageContaining("signature");
        assertThatThrownBy(() -> new Webhook(KEY.written()).verify(BODY + " ", headers))
                .hasMessageContaining("signature");
    }

    @Test
    void isVerifiedByTheJdkUnderThePublicKey() throws GeneralSecurityException {
        Map<String, String> headers = Signing.headers(ID, Instant.ofEpochSecond(1_700_000_000), BYTES, List.of(PAIR));
        String signature = headers.get("webhook-signature");
        assertThat(signature).startsWith("v1a,");
        assertThat(verify(PAIR.verificationKey(), ID + ".1700000000." + BODY, signature.substring(4)))
                .isTrue();
        assertThat(verify(PAIR.verificationKey(), ID + ".1700000001." + BODY, signature.substring(4)))
                .isFalse();
    }

    @Test
    void signsAsSvixDoesWithItsOwnExamples() {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        Instant time = Instant.ofEpochSecond(1_614_265_330);
        SigningKey symmetric = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        SigningKey pair =
                key("whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==");
        assertThat(Signing.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", time, body, List.of(symmetric, pair)))
                .containsEntry(
                        "webhook-signature",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
                                + " v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");
        assertThat(pair.verificationKey()).isEqualTo("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
    }

    @Test
    void readsWhatItWrites() {
        for (SigningKey key : List.of(KEY, PAIR)) {
            assertThat(key(key.written()).sign(BYTES)).isEqualTo(key.sign(BYTES));
        }
        assertThat(KEY.verificationKey()).isEqualTo(KEY.written());
        assertThat(PAIR.verificationKey()).startsWith("whpk_");
    }

    @Test
    void readsAPrivateKeyAlone() {
        byte[] both = Base64.getDecoder().decode(PAIR.written().substring(5));
        String alone = "whsk_" + Base64.getEncoder().encodeToString(Arrays.copyOf(both, 32));
        assertThat(key(alone).verificationKey()).isEqualTo(PAIR.verificationKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsec_not base64!",
                "whsec_c2hvcnQ=",
                "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
                "whsk_c2hvcnQ=",
                // the public half of another
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbcAKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=="
            })
    void readsNothingElse(String written) {
        assertThat(SigningKey.parse(written)).isEmpty();
    }

    @Test
    void sendsNothingUnsigned() {
        assertThatThrownBy(() -> Signing.headers(ID, Instant.now(), BYTES, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SigningKey key(String written) {
        return SigningKey.parse(written).orElseThrow();
    }

    private static HttpHeaders sign(SigningKey... keys) {
        Map<String, List<String>> headers = Signing.headers(ID, Instant.now(), BYTES, List.of(keys)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static boolean verify(String publicKey, String content, String signature) throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + raw.length)
                .put(X509_PREFIX)
                .put(raw)
                .array();
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(content.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }
}
