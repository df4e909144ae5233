package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HubspotProviderTests {

    private static final String SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private static final String FIRST =
            "{\"eventId\":100,\"subscriptionId\":12, \"portalId\":33,\"occurredAt\":1711234567890,"
                    + "\"subscriptionType\":\"contact.propertyChange\",\"objectId\":123,\"propertyName\":\"a\"}";
    private static final String SECOND = FIRST.replace("\"a\"", "\"b\"");

    private final HubspotProvider provider = new HubspotProvider();

    private static SentWebhook signed(String body, String url, String signedUrl) {
        return SentWebhook.post(body)
                .url(url)
                .header("X-HubSpot-Request-Timestamp", SentWebhook.MILLIS)
                .header(
                        "X-HubSpot-Signature-v3",
                        Signing.base64("HmacSHA256", SECRET, "POST" + signedUrl + body + SentWebhook.MILLIS));
    }

    private static SentWebhook signed(String body) {
        return signed(body, SentWebhook.URL, SentWebhook.URL);
    }

    @Test
    void acceptsWhatWasSignedAndNothingElse() {
        new Tampering(provider, signed("[{\"eventId\":100}]"), Settings.secret(SECRET))
                .isRefusedInBodyAnd("X-HubSpot-Request-Timestamp", "X-HubSpot-Signature-v3");
    }

    @Test
    void refusesAnotherMethodOrUrl() {
        assertThat(provider.verify(signed("[]").method("PUT").received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
        assertThat(provider.verify(signed("[]").url(SentWebhook.URL + "1").received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
    }

    @Test
    void acceptsAUrlSignedWithItsEscapesUndone() {
        String url = "https://hooks.example.com/in?to=a%3Ab%20%26%2Fc";

        assertThat(provider.verify(
                        signed("[]", url, "https://hooks.example.com/in?to=a:b%20%26/c")
                                .received(),
                        Settings.secret(SECRET)))
                .isEqualTo(Verdicts.GENUINE);
        assertThat(provider.verify(signed("[]", url, url).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void countsInMilliseconds() {
        assertThat(provider.verify(signed("[]").secondsLater(300).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.GENUINE);
        assertThat(provider.verify(
                        signed("[]").at(SentWebhook.NOW.plusMillis(300_001)).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(
                        signed("[]").at(SentWebhook.NOW.minusMillis(300_001)).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void readsEachNotificationOfABatch() {
        assertThat(provider.read(signed("[" + FIRST + " ,\n" + SECOND + "]").received(), Settings.secret(SECRET)))
                .satisfiesExactly(
                        event -> {
                            assertThat(event.id()).isEqualTo("100|33|12|123|1711234567890|a");
                            assertThat(event.type()).isEqualTo("contact.propertyChange");
                            assertThat(event.data()).asString().isEqualTo(FIRST);
                        },
                        event -> {
                            assertThat(event.id()).isEqualTo("100|33|12|123|1711234567890|b");
                            assertThat(event.data()).asString().isEqualTo(SECOND);
                        });
    }

    @Test
    void knowsANotificationAgainThatIsAnotherAttempt() {
        String again = FIRST.replace("\"eventId\"", "\"attemptNumber\":1,\"eventId\"");

        assertThat(provider.read(signed("[" + again + "]").received(), Settings.secret(SECRET))
                        .get(0)
                        .id())
                .isEqualTo(provider.read(signed("[" + FIRST + "]").received(), Settings.secret(SECRET))
                        .get(0)
                        .id());
    }
}
