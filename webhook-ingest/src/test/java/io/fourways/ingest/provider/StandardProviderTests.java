package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandardProviderTests {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"type\":\"invoice.paid\",\"data\":{\"id\":\"4711\",\"total\":1.10}}";

    private final StandardProvider provider = new StandardProvider();

    private static SentWebhook signed(String prefix, String signature) {
        return SentWebhook.post(BODY)
                .header(prefix + "-id", "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")
                .header(prefix + "-timestamp", SentWebhook.SECONDS)
                .header(prefix + "-signature", signature);
    }

    private static String bySdk() throws Exception {
        return new Webhook(SECRET).sign("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", Long.parseLong(SentWebhook.SECONDS), BODY);
    }

    @Test
    void acceptsTheSpecificationsExample() {
        SentWebhook example = SentWebhook.post("{\"test\": 2432232314}")
                .at(Instant.ofEpochSecond(1614265330))
                .header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .header("webhook-timestamp", "1614265330")
                .header("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        assertThat(provider.verify(example.received(), Settings.secret(SECRET))).isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void acceptsWhatTheSdkSignsAndNothingElse() throws Exception {
        new Tampering(provider, signed("webhook", bySdk()), Settings.secret(SECRET))
                .isRefusedInBodyAnd("webhook-id", "webhook-timestamp", "webhook-signature");
    }

    @Test
    void acceptsWhatSvixSignsAndNothingElse() throws Exception {
        String signature = new com.svix.Webhook(SECRET)
                .sign("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", Long.parseLong(SentWebhook.SECONDS), BODY);

        new Tampering(provider, signed("svix", signature), Settings.secret(SECRET))
                .isRefusedInBodyAnd("svix-id", "svix-timestamp", "svix-signature");
    }

    private static String signature(KeyPair keys) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W." + SentWebhook.SECONDS + "." + BODY)
                .getBytes(StandardCharsets.UTF_8));
        return "v1a," + Base64.getEncoder().encodeToString(signer.sign());
    }

    private static String publicKey(KeyPair keys) {
        byte[] encoded = keys.getPublic().getEncoded();
        return "whpk_"
                + Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static String anotherSignature(int n) {
        byte[] bytes = new byte[64];
        bytes[0] = (byte) n;
        return "v1a," + Base64.getEncoder().encodeToString(bytes);
    }

    private static String otherSignatures(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> anotherSignature(n) + " ")
                .collect(Collectors.joining());
    }

    @Test
    void acceptsAKeyPairsSignatureAndNothingElse() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        new Tampering(provider, signed("webhook", signature(keys)), Settings.secret(publicKey(keys)))
                .isRefusedInBodyAnd("webhook-id", "webhook-timestamp", "webhook-signature");
    }

    @Test
    void verifiesFewKeyPairSignaturesAndNoneTwice() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        ProviderSettings settings = Settings.secret(publicKey(keys));
        assertThat(provider.verify(
                        signed("webhook", otherSignatures(3) + signature(keys)).received(), settings))
                .isEqualTo(Verdicts.GENUINE);
        assertThat(provider.verify(
                        signed("webhook", otherSignatures(4) + signature(keys)).received(), settings))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
        assertThat(provider.verify(
                        signed("webhook", otherSignatures(1).repeat(15) + signature(keys))
                                .received(),
                        settings))
                .isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void takesLongOnlyForAKeyPairsSignature() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        IncomingWebhook byKeyPair = signed("webhook", signature(keys)).received();
        ProviderSettings both = Settings.secret(SECRET, publicKey(keys));
        assertThat(provider.takesLongToVerify(byKeyPair, both)).isTrue();
        assertThat(provider.takesLongToVerify(byKeyPair, Settings.secret(SECRET)))
                .isFalse();
        assertThat(provider.takesLongToVerify(signed("webhook", bySdk()).received(), both))
                .isFalse();
    }

    @Test
    void acceptsAnyOfSeveralSignaturesUnderAnyOfSeveralSecrets() throws Exception {
        String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);

        assertThat(provider.verify(
                        signed("webhook", "v1,AAAA v2,x " + bySdk()).received(), Settings.secret(other, SECRET)))
                .isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void looksAtNoMoreSignaturesThanAnyoneSends() throws Exception {
        assertThat(provider.verify(
                        signed("webhook", "v1a,AAAA ".repeat(5000) + bySdk()).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
    }

    @Test
    void doesNotLetAFullStopMoveBetweenTheIdAndTheTimestamp() throws Exception {
        String body = "1790000000.{}";
        String signature = new Webhook(SECRET).sign("a", 5, body);
        SentWebhook moved = SentWebhook.post("{}")
                .header("webhook-id", "a.5")
                .header("webhook-timestamp", SentWebhook.SECONDS)
                .header("webhook-signature", signature);

        assertThat(provider.verify(moved.received(), Settings.secret(SECRET))).isEqualTo(Verdicts.ID_MALFORMED);
    }

    @Test
    void tellsStaleFromForgedByTheSignature() throws Exception {
        SentWebhook genuine = signed("webhook", bySdk());
        ProviderSettings settings = Settings.secret(SECRET);

        assertThat(provider.verify(genuine.secondsLater(300).received(), settings))
                .isEqualTo(Verdicts.GENUINE);
        assertThat(provider.verify(genuine.secondsLater(301).received(), settings))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(genuine.secondsLater(-301).received(), settings))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
        assertThat(provider.verify(
                        signed("webhook", "v1,AAAA").secondsLater(301).received(), settings))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
    }

    @Test
    void namesTheEventByHeaderAndBody() throws Exception {
        assertThat(provider.read(signed("svix", bySdk()).received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W");
                    assertThat(event.type()).isEqualTo("invoice.paid");
                    assertThat(event.data()).asString().isEqualTo(BODY);
                });
    }

    @Test
    void saysWhichSecretIsUnusable() {
        assertThatThrownBy(() -> provider.check(Settings.secret(SECRET, "whsec_not base64!")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Secret 2")
                .hasMessageNotContaining("not base64!");
        assertThatThrownBy(() -> provider.check(Settings.secret("whpk_AAAA")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provider.check(Settings.secret("whsec_")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provider.check(Settings.secret())).hasMessage("A secret is missing");
    }
}
