package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ProvidersTests {

    private static final Providers PROVIDERS = found();

    private static Providers found() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(ProvidersConfiguration.class)) {
            return context.getBean(Providers.class);
        }
    }

    static Stream<Provider> all() {
        return PROVIDERS.all().values().stream();
    }

    @Test
    void findsEveryProviderOfThePackage() {
        assertThat(PROVIDERS.all().keySet())
                .containsExactlyInAnyOrder(
                        "adyen",
                        "basic",
                        "cloudevents",
                        "discord",
                        "github",
                        "gitlab",
                        "hmac",
                        "hubspot",
                        "meta",
                        "paddle",
                        "sendgrid",
                        "shopify",
                        "slack",
                        "square",
                        "standard",
                        "stripe",
                        "token",
                        "twilio",
                        "x",
                        "zoom");
    }

    @Test
    void saysWhichProvidersThereAre() {
        assertThatThrownBy(() -> PROVIDERS.named("strype"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no provider strype: known are adyen, basic, ")
                .hasMessageContaining("stripe");
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatThrownBy(() -> new Providers(List.of(new XProvider(), new XProvider())))
                .hasMessage("Two providers are called x");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isCalledWhatATypeMayBeginWith(Provider provider) {
        assertThat(provider.name()).matches("[a-z0-9-]+");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isNotConfiguredWithoutASecretOrWithANegativeTolerance(Provider provider) {
        assertThatThrownBy(() -> provider.check(Settings.secret())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provider.check(Settings.secret(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> provider.check(new ProviderSettings(List.of("secret"), Duration.ofSeconds(-1), Map.of())))
                .hasMessage("The tolerance must not be negative");
    }

    /** Whatever a stranger sends, to a source configured however badly, is refused and does not throw. */
    @ParameterizedTest
    @MethodSource("all")
    void refusesWhatIsNotSigned(Provider provider) {
        for (ProviderSettings settings : List.of(
                Settings.secret(),
                Settings.secret(""),
                Settings.secret("%", "whsec_", "whpk_AAAA"),
                Settings.with(Map.of("header", "x-signature"), "%"))) {
            for (SentWebhook sent : strange()) {
                assertThat(provider.verify(sent.received(), settings).isGenuine())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsWhateverWasSigned(Provider provider) {
        for (SentWebhook sent : strange()) {
            assertThat(provider.read(sent.received(), Settings.secret("s"))).allSatisfy(event -> {
                assertThat(EventIds.isStorable(event.id())).isTrue();
                assertThat(EventIds.isStorable(event.type())).isTrue();
            });
            provider.handshake(sent.received(), Settings.secret("s"));
            provider.greet(sent.method("GET").received(), Settings.secret("s"));
            provider.greet(sent.method("OPTIONS").received(), Settings.secret("s"));
        }
    }

    private static List<SentWebhook> strange() {
        return Stream.of(
                        "",
                        " ",
                        "null",
                        "[]",
                        "{}",
                        "\"",
                        "{\"id\":",
                        "[{}",
                        "\u0000\u0000\u0000{",
                        "\ufeff{}",
                        "%=%&=",
                        "{\"id\":{},\"type\":[],\"event\":null}",
                        "{\"id\":\"\\u0000\",\"type\":\"\\ud800\",\"event\":\"" + "x".repeat(10_000) + "\"}",
                        "[".repeat(100_000),
                        "{\"a\":".repeat(100_000),
                        "[" + "{},".repeat(20_000) + "{}]",
                        "{\"id\":" + "9".repeat(100_000) + "}")
                .flatMap(body -> Stream.of(
                        SentWebhook.post(body),
                        withHeaders(SentWebhook.post(body), ""),
                        withHeaders(SentWebhook.post(body).form(), "v1=,t=,v0=;ts=9999999999999999 sha256=\u0000%"),
                        withHeaders(SentWebhook.post(body).url("mailto:a@example.com"), "v1,")))
                .toList();
    }

    private static SentWebhook withHeaders(SentWebhook sent, String value) {
        SentWebhook changed = sent;
        for (String header : List.of(
                "webhook-id",
                "webhook-timestamp",
                "webhook-signature",
                "stripe-signature",
                "x-hub-signature-256",
                "x-slack-signature",
                "x-slack-request-timestamp",
                "x-shopify-hmac-sha256",
                "x-twilio-signature",
                "x-square-hmacsha256-signature",
                "paddle-signature",
                "x-signature-ed25519",
                "x-signature-timestamp",
                "x-gitlab-token",
                "x-zm-signature",
                "x-zm-request-timestamp",
                "x-hubspot-signature-v3",
                "x-hubspot-request-timestamp",
                "x-twilio-email-event-webhook-signature",
                "x-twilio-email-event-webhook-timestamp",
                "x-twitter-webhooks-signature",
                "authorization",
                "x-signature",
                "x-github-event",
                "x-shopify-topic",
                "ce-id",
                "ce-source",
                "ce-type",
                "webhook-request-origin")) {
            changed = changed.header(header, value);
        }
        return changed;
    }

    /** A signature of one provider is worth nothing to another, under the same secret. */
    @Test
    void doesNotTakeOneProvidersSignatureForAnothers() {
        String secret = "shared";
        String body = "{\"id\":\"1\"}";
        SentWebhook shopify =
                SentWebhook.post(body).header("X-Shopify-Hmac-Sha256", Signing.base64("HmacSHA256", secret, body));

        List<String> takers = all().filter(provider -> provider.verify(shopify.received(), Settings.secret(secret))
                        .isGenuine())
                .map(Provider::name)
                .toList();

        assertThat(takers).containsExactly("shopify");
    }
}
