package io.fourways.ingest.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTests {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /** RFC 2202, 2 and RFC 4231, 4.3. */
    @Test
    void signsAsTheRfcsExamples() {
        byte[] key = bytes("Jefe");
        byte[] data = bytes("what do ya want for nothing?");

        assertThat(Hmac.SHA1.sign(key, data)).isEqualTo(hex("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"));
        assertThat(Hmac.SHA256.sign(key, bytes("what do ya "), bytes("want for nothing?")))
                .isEqualTo(hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        assertThat(Hmac.SHA512.sign(key, data))
                .isEqualTo(hex("164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"));
    }

    @Test
    void signsNothingWithAnEmptyKey() {
        assertThatThrownBy(() -> Hmac.SHA256.sign(new byte[0], bytes("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** RFC 8032, 7.1, test 2. */
    @Test
    void verifiesAsTheRfcsExample() {
        byte[] key = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        byte[] signature = hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

        assertThat(Ed25519.key(key)).hasValueSatisfying(publicKey -> {
            assertThat(Ed25519.verify(publicKey, signature, hex("72"))).isTrue();
            assertThat(Ed25519.verify(publicKey, signature, hex("73"))).isFalse();
            assertThat(Ed25519.verify(publicKey, new byte[0], hex("72"))).isFalse();
            assertThat(Ed25519.verify(publicKey, new byte[64], hex("72"))).isFalse();
        });
    }

    @Test
    void takesNoKeyOfAnotherLengthOrCurve() throws Exception {
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(new ECGenParameterSpec("secp384r1"));

        assertThat(Ed25519.key(new byte[31])).isEmpty();
        assertThat(EcdsaP256.key(new byte[0])).isEmpty();
        assertThat(EcdsaP256.key(p384.generateKeyPair().getPublic().getEncoded()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TQ", "TR==", "TQ=", "T Q==", "é", "="})
    void readsNoSecondWayToWriteBase64(String text) {
        assertThat(Encoding.BASE64.decode(text)).isEmpty();
    }

    @Test
    void readsEachEncodingAsItWritesIt() {
        byte[] bytes = {0, (byte) 0xab, (byte) 0xff, 62};

        for (Encoding encoding : Encoding.values()) {
            assertThat(encoding.decode(encoding.encode(bytes))).contains(bytes);
        }
        assertThat(Encoding.HEX.decode("AB")).isEmpty();
        assertThat(Encoding.HEX_UPPER.decode("ab")).isEmpty();
        assertThat(Encoding.HEX.decode("abc")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "+1", "-1", "1.0", "0x1", "1234567890123456", "１"})
    void readsDigitsOnlyAsATimestamp(String text) {
        assertThat(Timestamp.ofSeconds(text)).isEmpty();
        assertThat(Timestamp.ofMillis(text)).isEmpty();
    }

    @Test
    void holdsATimestampAgainstNowBothWays() {
        Instant now = Instant.ofEpochSecond(1000);
        Duration tolerance = Duration.ofSeconds(10);

        assertThat(Timestamp.ofSeconds("990").orElseThrow().isTooOld(now, tolerance))
                .isFalse();
        assertThat(Timestamp.ofSeconds("989").orElseThrow().isTooOld(now, tolerance))
                .isTrue();
        assertThat(Timestamp.ofSeconds("1010").orElseThrow().isInFuture(now, tolerance))
                .isFalse();
        assertThat(Timestamp.ofMillis("1010001").orElseThrow().isInFuture(now, tolerance))
                .isTrue();
        assertThat(Timestamp.ofSeconds("999999999999999").orElseThrow().isInFuture(now, tolerance))
                .isTrue();
    }
}
