package io.fourways.dispatch.signing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that both sides have: HMAC-SHA256 (RFC 2104), version {@code v1}. */
final class SymmetricKey implements SigningKey {

    static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int NEW_BYTES = 32;

    private final byte[] bytes;
    private final SecretKey key;

    private SymmetricKey(byte[] bytes) {
        this.bytes = bytes;
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    static Optional<SymmetricKey> of(byte[] bytes) {
        return bytes.length < FEWEST_BYTES || bytes.length > MOST_BYTES
                ? Optional.empty()
                : Optional.of(new SymmetricKey(bytes));
    }

    static SymmetricKey generate() {
        byte[] random = new byte[NEW_BYTES];
        new SecureRandom().nextBytes(random);
        return new SymmetricKey(random);
    }

    @Override
    public boolean isSlow() {
        return false;
    }

    @Override
    public String sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    @Override
    public String written() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String verificationKey() {
        return written();
    }
}
