package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShopifyProviderTests {

    private static final String SECRET = "hush";

    private final ShopifyProvider provider = new ShopifyProvider();

    private static SentWebhook signed(String body) {
        return SentWebhook.post(body)
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043")
                .header("X-Shopify-Hmac-Sha256", Signing.base64("HmacSHA256", SECRET, body));
    }

    @Test
    void acceptsWhatWasSignedAndNothingElse() {
        new Tampering(provider, signed("{\"id\":820982911946154508}"), Settings.secret(SECRET))
                .isRefusedInBodyAnd("X-Shopify-Hmac-Sha256");
    }

    @Test
    void namesTheEventByItsTopic() {
        assertThat(provider.read(signed("{}").received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
                    assertThat(event.type()).isEqualTo("orders.create");
                });
    }

    @Test
    void acceptsTheNewerEventsAndNothingElse() {
        SentWebhook event = SentWebhook.post("{\"product\":{}}")
                .header("shopify-hmac-sha256", Signing.base64("HmacSHA256", SECRET, "{\"product\":{}}"))
                .header("shopify-topic", "product")
                .header("shopify-action", "update")
                .header("shopify-webhook-id", "f0c3");

        new Tampering(provider, event, Settings.secret(SECRET)).isRefusedInBodyAnd("shopify-hmac-sha256");
        assertThat(provider.read(event.received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.id()).isEqualTo("f0c3");
                    assertThat(read.type()).isEqualTo("product.update");
                });
    }
}
