package io.fourways.dispatch.secret;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fourways.dispatch.signing.AsymmetricKey;
import io.fourways.dispatch.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The public keys that an endpoint's webhooks are signed with (RFC 7517, RFC 8037).
 *
 * @param keys the newest first; none when its secrets are symmetric
 */
record JsonWebKeys(List<Key> keys) {

    /**
     * One of them.
     *
     * @param x   its 32 bytes
     * @param kid its thumbprint (RFC 7638)
     */
    record Key(
            @JsonProperty("kty") String type,
            @JsonProperty("crv") String curve,
            String x,
            String kid,
            @JsonProperty("use") String use,
            @JsonProperty("alg") String algorithm) {

        static Key of(AsymmetricKey key) {
            String x = base64(key.publicBytes());
            return new Key("OKP", "Ed25519", x, thumbprint(x), "sig", "EdDSA");
        }

        private static String thumbprint(String x) {
            String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                return base64(sha256.digest(members.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException everyPlatformHasIt) {
                throw new IllegalStateException(everyPlatformHasIt);
            }
        }

        private static String base64(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }

    static JsonWebKeys of(List<SigningKey> keys) {
        return new JsonWebKeys(keys.stream()
                .filter(AsymmetricKey.class::isInstance)
                .map(AsymmetricKey.class::cast)
                .map(Key::of)
                .toList());
    }
}
