package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.util.List;

/** Square's webhooks, which sign the URL that they were told to call before the body. */
final class SquareProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.BASE64);

    @Override
    public String name() {
        return "square";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return HMAC.verify(
                webhook.header("x-square-hmacsha256-signature"),
                Keys.ofText(settings),
                HmacRule.bytes(webhook.url().toString()),
                webhook.body());
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return Events.whole(webhook, "/event_id", "/type");
    }
}
