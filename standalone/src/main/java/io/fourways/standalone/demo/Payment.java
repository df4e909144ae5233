package io.fourways.standalone.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A payment as Stripe would tell of it, signed with a secret that is good for the demonstration and nothing else.
 *
 * @param url  where webhook-ingest takes it
 * @param time when it is signed
 */
record Payment(URI url, Instant time) {

    static final String SOURCE = "payments";
    static final String CHANNELS = "webhooks." + SOURCE + ".**";
    static final String SECRET = "whsec_fourways_demonstration";

    /** A payment that an ingest at this address takes. */
    static Payment at(URI ingest, Instant time) {
        return new Payment(ingest.resolve("/webhooks/" + SOURCE), time);
    }

    /** What declares its source, as arguments of every service. */
    static List<String> source() {
        String source = "--fourways.ingest.sources." + SOURCE;
        return List.of(source + ".provider=stripe", source + ".secrets=" + SECRET);
    }

    String id() {
        return "evt_" + time.toEpochMilli();
    }

    String body() {
        return "{\"id\":\"" + id() + "\",\"object\":\"event\",\"type\":\"payment_intent.succeeded\","
                + "\"data\":{\"object\":{\"amount\":1999,\"currency\":\"eur\"}}}";
    }

    /** The value of the header {@code Stripe-Signature}. */
    String signature() {
        long seconds = time.getEpochSecond();
        return "t=" + seconds + ",v1=" + hmac(seconds + "." + body());
    }

    private static String hmac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
