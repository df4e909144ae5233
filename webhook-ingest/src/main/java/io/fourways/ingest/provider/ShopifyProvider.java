package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.util.List;

/** Shopify's webhooks. */
final class ShopifyProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.BASE64);

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return HMAC.verify(webhook.header("x-shopify-hmac-sha256"), Keys.ofText(settings), webhook.body());
    }

    /** The topic {@code orders/create} is the type {@code orders.create}. */
    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return List.of(Events.whole(
                webhook,
                webhook.header("x-shopify-webhook-id"),
                webhook.header("x-shopify-topic").map(topic -> topic.replace('/', '.'))));
    }
}
