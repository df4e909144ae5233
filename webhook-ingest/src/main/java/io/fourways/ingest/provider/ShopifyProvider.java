package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.util.List;
import java.util.Optional;

/** Shopify's webhooks and events. */
final class ShopifyProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.BASE64);

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return HMAC.verify(header(webhook, "hmac-sha256"), Keys.ofText(settings), webhook.body());
    }

    /** The topic {@code orders/create} is the type {@code orders.create}; the newer events say the action apart. */
    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        Optional<String> action = webhook.header("shopify-action");
        return List.of(Events.whole(
                webhook,
                header(webhook, "webhook-id"),
                header(webhook, "topic")
                        .map(topic -> topic.replace('/', '.'))
                        .map(topic -> action.map(name -> topic + "." + name).orElse(topic))));
    }

    /** Webhooks have headers that begin with {@code X-}, the newer events the same without. */
    private static Optional<String> header(IncomingWebhook webhook, String name) {
        return webhook.headers().containsKey("x-shopify-hmac-sha256")
                ? webhook.header("x-shopify-" + name)
                : webhook.header("shopify-" + name);
    }
}
