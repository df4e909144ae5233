package io.fourways.system.client;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends webhooks as Standard Webhooks says, to any of several addresses, as a provider would behind a balancer. */
public record StandardSender(List<URI> ingests, String source) {

    private static final byte[] KEY = "the key that both sides know of.".getBytes(StandardCharsets.UTF_8);

    /** The secret of the sources that it sends to. */
    public static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    /** Sends one, signed; the answer, whatever it is. */
    public HttpResponse<String> send(String id, String body) {
        return send(id, body, signature(KEY, id, Instant.now().getEpochSecond(), body));
    }

    /** Sends one signed with another key. */
    public HttpResponse<String> forge(String id, String body) {
        byte[] otherKey = "a key that only one side knows..".getBytes(StandardCharsets.UTF_8);
        return send(id, body, signature(otherKey, id, Instant.now().getEpochSecond(), body));
    }

    /** Sends one with a signature made earlier. */
    public HttpResponse<String> send(String id, String body, Signature signature) {
        URI ingest = ingests.get(ThreadLocalRandom.current().nextInt(ingests.size()));
        return Http.send(Http.request(ingest.resolve("/webhooks/" + source), "")
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(signature.timestamp()))
                .header("webhook-signature", signature.value())
                .POST(BodyPublishers.ofString(body)));
    }

    /** What signs a webhook of this id and body at this time, in seconds since 1970. */
    public static Signature signature(String id, long timestamp, String body) {
        return signature(KEY, id, timestamp, body);
    }

    private static Signature signature(byte[] key, String id, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return new Signature(timestamp, "v1," + Base64.getEncoder().encodeToString(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A signature and the time that it holds for. */
    public record Signature(long timestamp, String value) {}
}
