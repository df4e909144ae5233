package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.time.Duration;
import java.util.List;

/** Paddle Billing's webhooks. */
final class PaddleProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.HEX);
    private static final TimestampRule TIMESTAMP = TimestampRule.seconds(Duration.ofSeconds(5));

    @Override
    public String name() {
        return "paddle";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        HeaderFields header = HeaderFields.of(webhook.header("paddle-signature"), ";");
        List<String> signatures = header.all("h1");
        if (signatures.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        return TIMESTAMP.verify(
                webhook,
                settings,
                header.only("ts"),
                timestamp -> HMAC.verify(
                        signatures, Keys.ofText(settings), HmacRule.bytes(timestamp.text() + ":"), webhook.body()));
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return Events.whole(webhook, "/event_id", "/event_type");
    }
}
