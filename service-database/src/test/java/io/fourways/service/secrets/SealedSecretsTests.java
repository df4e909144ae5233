package io.fourways.service.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedSecretsTests {

    private static final List<String> SECRETS = List.of("whsec_new\"é", "whsec_old");
    private static final SecretsKey OLD = key((byte) 1);
    private static final SecretsKey NEW = key((byte) 2);

    private final SealedSecrets seal = new SealedSecrets(OLD, List.of());

    private static SecretsKey key(byte fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, fill);
        return SecretsKey.of(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void opensWhatItSealed() {
        assertThat(seal.open("shop", seal.seal("shop", SECRETS))).contains(SECRETS);
    }

    @Test
    void showsNothingOfTheSecrets() {
        assertThat(new String(seal.seal("shop", SECRETS), StandardCharsets.ISO_8859_1))
                .doesNotContain("whsec");
    }

    @Test
    void neverSealsTheSameTwice() {
        assertThat(seal.seal("shop", SECRETS)).isNotEqualTo(seal.seal("shop", SECRETS));
    }

    @Test
    void opensForNoOtherSource() {
        assertThat(seal.open("shop2", seal.seal("shop", SECRETS))).isEmpty();
    }

    @Test
    void opensNothingThatWasChangedOrCutAnywhere() {
        byte[] sealed = seal.seal("shop", SECRETS);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(seal.open("shop", changed)).as("byte " + i).isEmpty();
            assertThat(seal.open("shop", Arrays.copyOf(sealed, i)))
                    .as("cut at " + i)
                    .isEmpty();
        }
    }

    @Test
    void opensUnderPreviousKeyAndSealsUnderTheNewOne() {
        SealedSecrets rotated = new SealedSecrets(NEW, List.of(OLD));
        byte[] old = seal.seal("shop", SECRETS);
        byte[] renewed = rotated.seal("shop", rotated.open("shop", old).orElseThrow());
        assertThat(rotated.isOutdated(old)).isTrue();
        assertThat(rotated.isOutdated(renewed)).isFalse();
        assertThat(seal.open("shop", renewed)).isEmpty();
        assertThat(new SealedSecrets(NEW, List.of()).open("shop", renewed)).contains(SECRETS);
    }

    @Test
    void refusesKeyThatIsNotOneWithoutQuotingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretsKey.of("c2hvcnQ="))
                .withMessage("is 5 bytes long, not 32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretsKey.of("no base64!"))
                .withMessage("is not base64");
    }
}
