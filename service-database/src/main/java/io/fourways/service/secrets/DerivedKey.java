package io.fourways.service.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that secrets are sealed under where none is configured: derived from the secret of tokens, so that every
 * instance has the same and the database alone opens nothing. Secrets sealed under it are lost with that secret: before it is
 * changed a key is to be configured, and secrets to be rotated.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/108/r1/upd1/final">NIST SP 800-108, key derivation by HMAC</a>
 */
public final class DerivedKey {

    /** The property that is the secret of tokens. */
    public static final String FROM = "fourways.security.jwt-secret";

    private static final String HMAC = "HmacSHA256";

    private DerivedKey() {}

    /**
     * The key for one purpose.
     *
     * @param purpose the property that would configure it: no two services have the same key
     */
    public static SecretsKey of(String jwtSecret, String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(jwtSecret.getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] key = mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
            return SecretsKey.of(Base64.getEncoder().encodeToString(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
