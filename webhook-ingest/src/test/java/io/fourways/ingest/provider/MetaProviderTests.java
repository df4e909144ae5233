package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetaProviderTests {

    private static final String BODY = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\"}]}";
    private static final ProviderSettings SETTINGS =
            Settings.with(Map.of("verify-token", "meatyhamhock"), "app secret");

    private final MetaProvider provider = new MetaProvider();

    private static SentWebhook signed() {
        return SentWebhook.post(BODY)
                .header("X-Hub-Signature-256", "sha256=" + Signing.hex("HmacSHA256", "app secret", BODY));
    }

    private Answer greeting(String query) {
        return provider.greet(
                        SentWebhook.get("https://hooks.example.com/webhooks/meta?" + query)
                                .received(),
                        SETTINGS)
                .orElseThrow();
    }

    @Test
    void acceptsWhatWasSignedAndNothingElse() {
        new Tampering(provider, signed(), SETTINGS).isRefusedInBodyAnd("X-Hub-Signature-256");
    }

    @Test
    void namesTheEventByItsContent() {
        assertThat(provider.read(signed().received(), SETTINGS)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(EventIds.ofContent(Signing.bytes(BODY)));
            assertThat(event.type()).isEqualTo("whatsapp_business_account");
        });
    }

    @Test
    void echoesTheChallengeToWhoKnowsTheToken() {
        Answer answer = greeting("hub.mode=subscribe&hub.verify_token=meatyhamhock&hub.challenge=1158201444");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString().isEqualTo("1158201444");
        assertThat(answer.headers()).containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void echoesNothingToAnybodyElse() {
        assertThat(greeting("hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1")
                        .status())
                .isEqualTo(403);
        assertThat(greeting("hub.mode=subscribe&hub.challenge=1").status()).isEqualTo(403);
        assertThat(greeting("hub.mode=subscribe&hub.verify_token=meatyhamhock").status())
                .isEqualTo(403);
        assertThat(provider.greet(
                        SentWebhook.get("https://hooks.example.com/webhooks/meta")
                                .received(),
                        SETTINGS))
                .isEmpty();
    }

    @Test
    void saysThatTheTokenIsMissing() {
        assertThatThrownBy(() -> provider.check(Settings.secret("app secret")))
                .hasMessage("The option verify-token is missing");
    }
}
