package io.fourways.ingest.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A webhook in the making, as a provider would send it. */
@SuppressWarnings("ArrayRecordComponent")
record SentWebhook(String method, String url, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {

    /** When all of them are received, unless a test says otherwise. */
    static final Instant NOW = Instant.ofEpochSecond(1_790_000_000L);

    static final String SECONDS = "1790000000";
    static final String MILLIS = "1790000000000";
    static final String URL = "https://hooks.example.com/webhooks/in?tenant=1";

    static SentWebhook post(String body) {
        return new SentWebhook("POST", URL, Map.of(), body.getBytes(StandardCharsets.UTF_8), NOW)
                .header("Content-Type", "application/json");
    }

    static SentWebhook get(String url) {
        return new SentWebhook("GET", url, Map.of(), new byte[0], NOW);
    }

    SentWebhook header(String name, String... values) {
        Map<String, List<String>> changed = new HashMap<>(headers);
        changed.put(name.toLowerCase(Locale.ROOT), List.of(values));
        return new SentWebhook(method, url, Map.copyOf(changed), body, receivedAt);
    }

    SentWebhook form() {
        return header("Content-Type", "application/x-www-form-urlencoded");
    }

    SentWebhook method(String other) {
        return new SentWebhook(other, url, headers, body, receivedAt);
    }

    SentWebhook url(String other) {
        return new SentWebhook(method, other, headers, body, receivedAt);
    }

    SentWebhook body(byte[] other) {
        return new SentWebhook(method, url, headers, other, receivedAt);
    }

    SentWebhook at(Instant other) {
        return new SentWebhook(method, url, headers, body, other);
    }

    SentWebhook secondsLater(long seconds) {
        return at(receivedAt.plusSeconds(seconds));
    }

    IncomingWebhook received() {
        return new IncomingWebhook(method, URI.create(url), headers, body, receivedAt);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
