package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.time.Duration;
import java.util.List;

/** Stripe's webhooks. */
final class StripeProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.HEX);
    private static final TimestampRule TIMESTAMP = TimestampRule.seconds(Duration.ofMinutes(5));

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        HeaderFields header = HeaderFields.of(webhook.header("stripe-signature"), ",");
        List<String> signatures = header.all("v1");
        if (signatures.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        return TIMESTAMP.verify(
                webhook,
                settings,
                header.only("t"),
                timestamp -> HMAC.verify(
                        signatures, Keys.ofText(settings), HmacRule.bytes(timestamp.text() + "."), webhook.body()));
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return Events.whole(webhook, "/id", "/type");
    }
}
