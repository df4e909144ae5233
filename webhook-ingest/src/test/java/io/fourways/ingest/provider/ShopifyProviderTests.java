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
}
