package io.fourways.system.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Mints the tokens (RFC 7519) that services under test accept, and some that they must not. */
public final class Tokens {

    /** The secret the services are started with. */
    public static final String SECRET = "a secret of the system tests, long enough for HS256";

    private static final Duration LIFE = Duration.ofHours(1);

    private Tokens() {}

    /** May read, publish and administer everything. */
    public static String everything() {
        return signed("HS256", claims("system-tests", LIFE, List.of("**"), List.of("**"), true), SECRET);
    }

    /** May read and publish on these channels. */
    public static String of(String subject, List<String> subscribe, List<String> publish) {
        return ending(LIFE, subject, subscribe, publish);
    }

    /** Ends after a time, which may lie in the past. */
    public static String ending(Duration life, String subject, List<String> subscribe, List<String> publish) {
        return signed("HS256", claims(subject, life, subscribe, publish, false), SECRET);
    }

    /** Signed with somebody else's secret. */
    public static String wronglySigned() {
        return signed(
                "HS256",
                claims("system-tests", LIFE, List.of("**"), List.of("**"), true),
                "a secret that nobody told the services about");
    }

    /** Says {@code alg: none} and is not signed. */
    public static String unsigned() {
        return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
                + encode(claims("system-tests", LIFE, List.of("**"), List.of("**"), true)) + ".";
    }

    private static String claims(
            String subject, Duration life, List<String> subscribe, List<String> publish, boolean admin) {
        return "{\"sub\":\"%s\",\"exp\":%d,\"subscribe\":%s,\"publish\":%s,\"admin\":%s%s}"
                .formatted(
                        subject,
                        Instant.now().plus(life).getEpochSecond(),
                        array(subscribe),
                        array(publish),
                        admin,
                        admin ? ",\"webhooks\":\"*\"" : "");
    }

    private static String array(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
    }

    private static String signed(String algorithm, String claims, String secret) {
        String head = encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + encode(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return head + "." + encode(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
