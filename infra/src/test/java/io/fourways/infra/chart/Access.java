package io.fourways.infra.chart;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token (RFC 7519) for reading and publishing everything, and the secret that says it is good. */
final class Access {

    static final String SECRET = "a secret of the tests on a node, long enough for HS256";

    private static final Duration LIFE = Duration.ofHours(1);

    private Access() {}

    static String token() {
        String claims = "{\"sub\":\"node\",\"exp\":%d,\"subscribe\":[\"**\"],\"publish\":[\"**\"]}"
                .formatted(Instant.now().plus(LIFE).getEpochSecond());
        String signed = encode("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
