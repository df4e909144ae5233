package io.fourways.dispatch.secret;

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
final class DerivedKey {

    static final String FROM = "fourways.security.jwt-secret";
    private static final String PURPOSE = "fourways.dispatch.secrets-key";
    private static final String HMAC = "HmacSHA256";

    private DerivedKey() {}

    /** In base64, as a configured one. */
    static String of(String jwtSecret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(jwtSecret.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
