package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DiscordProviderTests {

    private static final String EVENT = "{\"version\":1,\"application_id\":\"12\",\"type\":1,\"event\":"
            + "{\"type\":\"APPLICATION_AUTHORIZED\",\"timestamp\":\"2026-10-18T14:42:53.064834\",\"data\":{}}}";

    private final DiscordProvider provider = new DiscordProvider();
    private final KeyPair keys;
    private final ProviderSettings settings;

    DiscordProviderTests() throws GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String encoded = HexFormat.of().formatHex(keys.getPublic().getEncoded());
        settings = Settings.secret(encoded.substring(encoded.length() - 64));
    }

    private SentWebhook signed(String body) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(Signing.bytes(SentWebhook.SECONDS + body));
        return SentWebhook.post(body)
                .header("X-Signature-Timestamp", SentWebhook.SECONDS)
                .header("X-Signature-Ed25519", HexFormat.of().formatHex(signer.sign()));
    }

    @Test
    void acceptsWhatWasSignedAndNothingElse() throws Exception {
        new Tampering(provider, signed("{\"type\":1,\"event\":{\"type\":\"QUEST\"}}"), settings)
                .isRefusedInBodyAnd("X-Signature-Timestamp", "X-Signature-Ed25519");
    }

    @Test
    void refusesWhatIsTooOldOrFromTheFuture() throws Exception {
        assertThat(provider.verify(signed(EVENT).secondsLater(301).received(), settings))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(signed(EVENT).secondsLater(-301).received(), settings))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void doesNotLetADigitMoveBetweenTheTimestampAndTheBody() throws Exception {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(Signing.bytes(SentWebhook.SECONDS + "7"));
        SentWebhook moved = SentWebhook.post("")
                .header("X-Signature-Timestamp", SentWebhook.SECONDS + "7")
                .header("X-Signature-Ed25519", HexFormat.of().formatHex(signer.sign()));

        assertThat(provider.verify(moved.received(), settings)).isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void namesEventsAndInteractions() throws Exception {
        assertThat(provider.read(signed(EVENT).received(), settings))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo(EventIds.ofContent(Signing.bytes(EVENT)));
                    assertThat(event.type()).isEqualTo("APPLICATION_AUTHORIZED");
                });
        assertThat(provider.read(
                        signed("{\"id\":\"846462639134605312\",\"type\":2}").received(), settings))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("846462639134605312");
                    assertThat(event.type()).isEqualTo("application_command");
                });
    }

    @Test
    void answersEitherPing() throws Exception {
        assertThat(provider.handshake(signed("{\"version\":1,\"type\":0}").received(), settings))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(204));
        assertThat(provider.handshake(
                        signed("{\"id\":\"1\",\"type\":1,\"token\":\"t\"}").received(), settings))
                .hasValueSatisfying(
                        answer -> assertThat(answer.body()).asString().isEqualTo("{\"type\":1}"));
        assertThat(provider.handshake(signed(EVENT).received(), settings)).isEmpty();
        assertThat(provider.handshake(signed("{\"id\":\"1\",\"type\":2}").received(), settings))
                .isEmpty();
    }

    @Test
    void saysThatAKeyIsUnusable() {
        assertThatThrownBy(() -> provider.check(Settings.secret("not hex")))
                .hasMessage("Secret 1 must be the application's public key in hex");
        assertThatThrownBy(() -> provider.check(Settings.secret("00ff"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Without a signature there is nothing to verify: whoever sends nonsense takes no place of the genuine. */
    @Test
    void takesLongOnlyForWhatMayBeASignature() {
        SentWebhook unsigned = SentWebhook.post("{}");
        SentWebhook nonsense = unsigned.header("X-Signature-Ed25519", "nonsense!");
        SentWebhook signed = unsigned.header("X-Signature-Ed25519", "00".repeat(64));

        assertThat(provider.takesLongToVerify(unsigned.received(), Settings.secret("any")))
                .isFalse();
        assertThat(provider.takesLongToVerify(nonsense.received(), Settings.secret("any")))
                .isFalse();
        assertThat(provider.takesLongToVerify(signed.received(), Settings.secret("any")))
                .isTrue();
    }
}
