package io.fourways.dispatch.signing;

import java.util.Base64;
import java.util.Optional;

/**
 * A key that webhooks are signed with, as Standard Webhooks writes it: {@code whsec_…} for HMAC-SHA256, {@code whsk_…} for
 * Ed25519. Safe for any thread.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
public sealed interface SigningKey permits SymmetricKey, AsymmetricKey {

    /** Reads one; without a prefix it is symmetric. Empty when it is none, or shorter or longer than the specification allows. */
    static Optional<SigningKey> parse(String written) {
        boolean asymmetric = written.startsWith(AsymmetricKey.PREFIX);
        String base64 = asymmetric
                ? written.substring(AsymmetricKey.PREFIX.length())
                : written.startsWith(SymmetricKey.PREFIX) ? written.substring(SymmetricKey.PREFIX.length()) : written;
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return asymmetric
                    ? AsymmetricKey.of(bytes).map(SigningKey.class::cast)
                    : SymmetricKey.of(bytes).map(SigningKey.class::cast);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** A new symmetric one. Waits for randomness: keep it off event loops. */
    static SigningKey generate() {
        return SymmetricKey.generate();
    }

    /** Whether signing takes long whatever it is that is signed: some tenths of a millisecond. */
    boolean isSlow();

    /** The signature's version and the signature, as they stand in the header. */
    String sign(byte[] content);

    /** As {@link #parse} reads it: secret. */
    String written();

    /** What verifies: the key itself when it is symmetric, {@code whpk_…} when it is not. */
    String verificationKey();
}
