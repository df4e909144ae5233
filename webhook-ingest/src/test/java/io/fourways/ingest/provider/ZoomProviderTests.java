package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZoomProviderTests {

    private static final String SECRET = "RNgXTESTSECRET";
    private static final String BODY =
            "{\"event\":\"meeting.started\",\"event_ts\":1626230691572,\"payload\":{\"object\":{}}}";

    private final ZoomProvider provider = new ZoomProvider();

    private static SentWebhook signed(String body, String seconds) {
        return SentWebhook.post(body)
                .header("x-zm-request-timestamp", seconds)
                .header("x-zm-signature", "v0=" + Signing.hex("HmacSHA256", SECRET, "v0:" + seconds + ":" + body));
    }

    @Test
    void acceptsWhatWasSignedAndNothingElse() {
        new Tampering(provider, signed(BODY, SentWebhook.SECONDS), Settings.secret(SECRET))
                .isRefusedInBodyAnd("x-zm-request-timestamp", "x-zm-signature");
    }

    @Test
    void refusesWhatIsTooOldOrFromTheFuture() {
        assertThat(provider.verify(signed(BODY, "1789999699").received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(signed(BODY, "1790000301").received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void knowsAWebhookAgainThatIsSignedAnew() {
        ProviderEvent first = provider.read(signed(BODY, "1790000000").received(), Settings.secret(SECRET))
                .get(0);
        ProviderEvent again = provider.read(signed(BODY, "1790000200").received(), Settings.secret(SECRET))
                .get(0);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(first.type()).isEqualTo("meeting.started");
    }

    @Test
    void provesThatItKnowsTheSecretThatSigned() {
        SentWebhook validation = signed(
                "{\"payload\":{\"plainToken\":\"qgg8vlvZ\\\"RS6\"},\"event\":\"endpoint.url_validation\"}",
                SentWebhook.SECONDS);

        assertThat(provider.handshake(validation.received(), Settings.secret("newer", SECRET)))
                .hasValueSatisfying(answer -> assertThat(answer.body())
                        .asString()
                        .isEqualTo("{\"plainToken\":\"qgg8vlvZ\\\"RS6\",\"encryptedToken\":\""
                                + Signing.hex("HmacSHA256", SECRET, "qgg8vlvZ\"RS6") + "\"}"));
        assertThat(provider.handshake(signed(BODY, SentWebhook.SECONDS).received(), Settings.secret(SECRET)))
                .isEmpty();
    }

    @Test
    void provesNothingToWhoDidNotSign() {
        SentWebhook forged =
                SentWebhook.post("{\"payload\":{\"plainToken\":\"a\"},\"event\":\"endpoint.url_validation\"}");

        assertThat(provider.handshake(forged.received(), Settings.secret(SECRET)))
                .isEmpty();
    }
}
