package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Zoom's webhooks. */
final class ZoomProvider implements Provider {

    private static final Encoding HEX = Encoding.HEX;
    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, HEX, "v0=");
    private static final TimestampRule TIMESTAMP = TimestampRule.seconds(Duration.ofMinutes(5));

    @Override
    public String name() {
        return "zoom";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return verify(webhook, settings, Keys.ofText(settings));
    }

    private static Verification verify(IncomingWebhook webhook, ProviderSettings settings, List<byte[]> keys) {
        Optional<String> signature = webhook.header("x-zm-signature");
        if (signature.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        return TIMESTAMP.verify(
                webhook,
                settings,
                webhook.header("x-zm-request-timestamp"),
                timestamp ->
                        HMAC.verify(signature, keys, HmacRule.bytes("v0:" + timestamp.text() + ":"), webhook.body()));
    }

    /**
     * The id is the body's hash alone: a webhook sent again is signed again, under another timestamp, and the body says to
     * the millisecond when its event was.
     */
    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return List.of(Events.whole(
                webhook,
                Optional.empty(),
                JsonValues.read(webhook.body(), "/event").at("/event")));
    }

    @Override
    public Optional<Answer> handshake(IncomingWebhook webhook, ProviderSettings settings) {
        JsonValues values = JsonValues.read(webhook.body(), "/event", "/payload/plainToken");
        return values.at("/event")
                .filter("endpoint.url_validation"::equals)
                .flatMap(validation -> values.at("/payload/plainToken"))
                .flatMap(token -> signer(webhook, settings).map(key -> proof(key, token)));
    }

    /** Of several secrets the one that Zoom signs with now. */
    private static Optional<byte[]> signer(IncomingWebhook webhook, ProviderSettings settings) {
        return Keys.ofText(settings).stream()
                .filter(key -> verify(webhook, settings, List.of(key)).isGenuine())
                .findFirst();
    }

    private static Answer proof(byte[] key, String token) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("plainToken", token);
        members.put("encryptedToken", HEX.encode(Hmac.SHA256.sign(key, HmacRule.bytes(token))));
        return JsonAnswer.of(members);
    }
}
