package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GithubProviderTests {

    private static final String SECRET = "It's a Secret to Everybody";

    private final GithubProvider provider = new GithubProvider();

    private static SentWebhook signed(String body, String event) {
        return SentWebhook.post(body)
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .header("X-Hub-Signature-256", "sha256=" + Signing.hex("HmacSHA256", SECRET, body));
    }

    @Test
    void acceptsTheDocumentationsExampleAndNothingElse() {
        SentWebhook example = SentWebhook.post("Hello, World!")
                .header(
                        "X-Hub-Signature-256",
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");

        new Tampering(provider, example, Settings.secret(SECRET)).isRefusedInBodyAnd("X-Hub-Signature-256");
    }

    @Test
    void namesTheEventByHeaderAndAction() {
        SentWebhook opened = signed("{\"issue\":{\"action\":\"no\"},\"action\":\"opened\"}", "issues");

        assertThat(provider.read(opened.received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("72d3162e-cc78-11e3-81ab-4c9367dc0958");
                    assertThat(event.type()).isEqualTo("issues.opened");
                });
        assertThat(provider.read(signed("{}", "push").received(), Settings.secret(SECRET)))
                .singleElement()
                .extracting(ProviderEvent::type)
                .isEqualTo("push");
    }

    @Test
    void answersAPingAndPublishesNothing() {
        assertThat(provider.handshake(
                        signed("{\"zen\":\"Speak like a human.\"}", "ping").received(), Settings.secret(SECRET)))
                .contains(Answer.OK);
        assertThat(provider.handshake(signed("{}", "push").received(), Settings.secret(SECRET)))
                .isEmpty();
    }

    @Test
    void refusesTheOlderHashAlone() {
        SentWebhook old =
                SentWebhook.post("{}").header("X-Hub-Signature", "sha1=" + Signing.hex("HmacSHA1", SECRET, "{}"));

        assertThat(provider.verify(old.received(), Settings.secret(SECRET))).isEqualTo(Verdicts.SIGNATURE_MISSING);
    }
}
