package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenProviderTests {

    private final TokenProvider provider = new TokenProvider();

    @Test
    void acceptsTheBearerAndNoOther() {
        new Tampering(
                        provider,
                        SentWebhook.post("{}").header("Authorization", "Bearer s3cret"),
                        Settings.secret("s3cret"))
                .isRefusedInHeaders("Authorization")
                .isRefusedInSecrets();
    }

    @Test
    void acceptsATokenInAHeaderOfItsOwn() {
        new Tampering(
                        provider,
                        SentWebhook.post("{}").header("X-Api-Key", "s3cret"),
                        Settings.with(Map.of("header", "X-Api-Key"), "s3cret"))
                .isRefusedInHeaders("X-Api-Key");
    }

    @Test
    void acceptsAnyOfSeveralTokens() {
        assertThat(provider.verify(
                        SentWebhook.post("{}")
                                .header("Authorization", "Bearer old")
                                .received(),
                        Settings.secret("new", "old")))
                .isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void takesNoEmptyTokenEvenIfOneIsConfigured() {
        assertThat(provider.verify(
                        SentWebhook.post("{}")
                                .header("Authorization", "Bearer ")
                                .received(),
                        Settings.secret("")))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
        assertThatThrownBy(() -> provider.check(Settings.secret(" "))).hasMessage("Secret 1 must not be blank");
    }
}
