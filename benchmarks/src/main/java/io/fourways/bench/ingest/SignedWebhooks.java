package io.fourways.bench.ingest;

import io.fourways.bench.load.HttpRequestText;
import io.fourways.bench.load.Requests;
import io.fourways.ingest.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** Webhooks as a sender would sign them, each with an id of its own, in turn for each of the sources. */
final class SignedWebhooks {

    static final int BODY_BYTES = 512;
    static final int SOURCES = 4;

    private static final byte[] KEY = "the key that both sides know of.".getBytes(StandardCharsets.UTF_8);
    static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private static final AtomicLong NUMBER = new AtomicLong();

    private SignedWebhooks() {}

    /** So many new ones, signed now. */
    static Requests made(int count) {
        long now = Instant.now().getEpochSecond();
        return Requests.made(count, index -> request(NUMBER.incrementAndGet(), now));
    }

    static String source(long number) {
        return "bench" + number % SOURCES;
    }

    private static byte[] request(long number, long time) {
        String id = "msg_%020d".formatted(number);
        String body = body(number);
        byte[] signed = (id + "." + time + "." + body).getBytes(StandardCharsets.UTF_8);
        String signature = Base64.getEncoder().encodeToString(Hmac.SHA256.sign(KEY, signed));
        return new HttpRequestText("/webhooks/" + source(number))
                .header("User-Agent", "bench")
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(time))
                .header("webhook-signature", "v1," + signature)
                .with(body);
    }

    /** A payment, filled up to {@link #BODY_BYTES}. */
    static String body(long number) {
        String head = "{\"type\":\"payment.succeeded\",\"data\":{\"number\":" + number + ",\"note\":\"";
        String tail = "\"}}";
        return head + "x".repeat(BODY_BYTES - head.length() - tail.length()) + tail;
    }
}
