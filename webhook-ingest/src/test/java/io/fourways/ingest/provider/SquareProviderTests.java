package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SquareProviderTests {

    private static final String KEY = "asdf1234";
    private static final String BODY =
            "{\"merchant_id\":\"M\",\"type\":\"payment.created\",\"event_id\":\"6a8f5f28\",\"data\":{\"type\":\"payment\"}}";

    private final SquareProvider provider = new SquareProvider();

    private static SentWebhook signed() {
        return SentWebhook.post(BODY)
                .header("x-square-hmacsha256-signature", Signing.base64("HmacSHA256", KEY, SentWebhook.URL + BODY));
    }

    @Test
    void acceptsWhatWasSignedAndNothingElse() {
        new Tampering(provider, signed(), Settings.secret(KEY)).isRefusedInBodyAnd("x-square-hmacsha256-signature");
    }

    @Test
    void refusesAnotherUrl() {
        assertThat(provider.verify(
                        signed().url("https://hooks.example.com/webhooks/in").received(), Settings.secret(KEY)))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
    }

    @Test
    void namesTheEventByTheBody() {
        assertThat(provider.read(signed().received(), Settings.secret(KEY)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("6a8f5f28");
                    assertThat(event.type()).isEqualTo("payment.created");
                });
    }
}
