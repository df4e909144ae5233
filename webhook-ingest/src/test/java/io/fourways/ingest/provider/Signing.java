package io.fourways.ingest.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as providers do, written apart from what verifies. */
final class Signing {

    private Signing() {}

    static String hex(String algorithm, String secret, String content) {
        return HexFormat.of().formatHex(mac(algorithm, bytes(secret), content));
    }

    static String base64(String algorithm, String secret, String content) {
        return base64(algorithm, bytes(secret), content);
    }

    static String base64(String algorithm, byte[] key, String content) {
        return Base64.getEncoder().encodeToString(mac(algorithm, key, content));
    }

    private static byte[] mac(String algorithm, byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(bytes(content));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
