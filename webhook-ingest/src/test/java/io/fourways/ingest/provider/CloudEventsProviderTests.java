package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEventsProviderTests {

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"A-1\",\"source\":\"/mine\",\"type\":\"com.example.a\",\"data\":{\"n\":1.10}}";
    private static final ProviderSettings SETTINGS = Settings.secret("s3cret");

    private final CloudEventsProvider provider = new CloudEventsProvider();

    private static SentWebhook structured(String contentType, String body) {
        return SentWebhook.post(body).header("Content-Type", contentType).header("Authorization", "Bearer s3cret");
    }

    @Test
    void movesATokenOfTheQueryIntoTheHeaderToBeKept() {
        ProviderSettings settings = Settings.secret("a b");
        IncomingWebhook sent = SentWebhook.post("{}")
                .url("https://hooks.example.com/in?a=%20b&access%5ftoken=a%20b&c")
                .received();
        IncomingWebhook kept = new CloudEventsProvider().withCredentialsInHeaders(sent);

        assertThat(kept.url()).hasToString("https://hooks.example.com/in?a=%20b&c");
        assertThat(kept.header("authorization")).hasValue("Bearer a b");
        assertThat(new CloudEventsProvider().verify(sent, settings)).isEqualTo(Verdicts.GENUINE);
        assertThat(new CloudEventsProvider().verify(kept, settings)).isEqualTo(Verdicts.GENUINE);
        assertThat(new CloudEventsProvider().credentialHeaders(settings)).containsExactly("authorization");
    }

    @Test
    void acceptsTheTokenAndNoOther() {
        new Tampering(provider, structured("application/cloudevents+json", EVENT), SETTINGS)
                .isRefusedInHeaders("Authorization")
                .isRefusedInSecrets();
    }

    @Test
    void acceptsTheTokenInTheQuery() {
        SentWebhook sent = SentWebhook.post(EVENT).url("https://hooks.example.com/in?access_token=s3cret");

        assertThat(provider.verify(sent.received(), SETTINGS)).isEqualTo(Verdicts.GENUINE);
        assertThat(provider.verify(
                        sent.url("https://hooks.example.com/in?access_token=x").received(), SETTINGS))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
        assertThat(provider.verify(SentWebhook.post(EVENT).received(), SETTINGS))
                .isEqualTo(Verdicts.SIGNATURE_MISSING);
    }

    @Test
    void acceptsAKeyedHashAndNothingElse() {
        SentWebhook sent = SentWebhook.post(EVENT).header("X-Signature", Signing.hex("HmacSHA256", "s3cret", EVENT));

        new Tampering(provider, sent, Settings.with(Map.of("verification", "hmac", "header", "X-Signature"), "s3cret"))
                .isRefusedInBodyAnd("X-Signature");
    }

    @Test
    void readsOneEventWhole() {
        assertThat(provider.read(
                        structured("application/cloudevents+json; charset=utf-8", EVENT)
                                .received(),
                        SETTINGS))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("/mine|A-1");
                    assertThat(event.type()).isEqualTo("com.example.a");
                    assertThat(event.contentType()).isEqualTo("application/cloudevents+json");
                    assertThat(event.data()).asString().isEqualTo(EVENT);
                });
    }

    @Test
    void readsEachEventOfABatch() {
        String second = EVENT.replace("A-1", "A-2");

        assertThat(provider.read(
                        structured("application/cloudevents-batch+json", "[ " + EVENT + " , " + second + " ]")
                                .received(),
                        SETTINGS))
                .satisfiesExactly(event -> assertThat(event.data()).asString().isEqualTo(EVENT), event -> {
                    assertThat(event.id()).isEqualTo("/mine|A-2");
                    assertThat(event.data()).asString().isEqualTo(second);
                });
        assertThat(provider.read(
                        structured("application/cloudevents-batch+json", "[]").received(), SETTINGS))
                .isEmpty();
    }

    @Test
    void readsAnEventInHeaders() {
        SentWebhook sent = SentWebhook.post("<x/>")
                .header("Content-Type", "application/xml")
                .header("ce-id", "A+%C3%A9")
                .header("ce-source", "/100%")
                .header("ce-type", "t");

        assertThat(provider.read(sent.received(), SETTINGS)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("/100%|A+é");
            assertThat(event.type()).isEqualTo("t");
            assertThat(event.contentType()).isEqualTo("application/xml");
            assertThat(event.data()).asString().isEqualTo("<x/>");
        });
    }

    @Test
    void doesNotLetABarMoveBetweenSourceAndId() {
        String one = EVENT.replace("/mine", "a|b").replace("A-1", "c");
        String other = EVENT.replace("/mine", "a").replace("A-1", "b|c");

        assertThat(provider.read(structured("application/cloudevents+json", one).received(), SETTINGS)
                        .get(0)
                        .id())
                .isNotEqualTo(provider.read(
                                structured("application/cloudevents+json", other)
                                        .received(),
                                SETTINGS)
                        .get(0)
                        .id());
    }

    private static SentWebhook asking(String origin) {
        return SentWebhook.post("").method("OPTIONS").header("WebHook-Request-Origin", origin);
    }

    @Test
    void allowsTheOriginsItKnows() {
        ProviderSettings settings =
                Settings.with(Map.of("allowed-origins", "a.example.com, b.example.com", "allowed-rate", "120"), "s");

        assertThat(provider.greet(
                        asking("b.example.com")
                                .header("WebHook-Request-Rate", "500")
                                .received(),
                        settings))
                .hasValueSatisfying(answer -> assertThat(answer.headers())
                        .containsEntry("WebHook-Allowed-Origin", "b.example.com")
                        .containsEntry("WebHook-Allowed-Rate", "120")
                        .containsEntry("Allow", "OPTIONS, POST"));
        assertThat(provider.greet(asking("a.example.com").received(), settings))
                .hasValueSatisfying(answer -> assertThat(answer.headers()).doesNotContainKey("WebHook-Allowed-Rate"));
        assertThat(provider.greet(asking("evil.example.com").received(), settings))
                .hasValueSatisfying(answer -> {
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.headers()).isEmpty();
                });
        assertThat(provider.greet(SentWebhook.post("").method("OPTIONS").received(), settings))
                .isEmpty();
    }

    @Test
    void allowsNobodyUnlessTold() {
        assertThat(provider.greet(asking("a.example.com").received(), SETTINGS))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(403));
        assertThat(provider.greet(
                        asking("a.example.com").received(), Settings.with(Map.of("allowed-origins", "*"), "s")))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertThatThrownBy(() -> provider.check(Settings.with(Map.of("verification", "jwt"), "s")))
                .hasMessage("The option verification must be token or hmac");
        assertThatThrownBy(() -> provider.check(Settings.with(Map.of("verification", "hmac"), "s")))
                .hasMessage("The option header is missing");
        assertThatThrownBy(() -> provider.check(Settings.with(Map.of("allowed-rate", "much"), "s")))
                .hasMessageContaining("allowed-rate");
    }
}
