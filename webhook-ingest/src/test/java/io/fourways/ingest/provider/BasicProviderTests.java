package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class BasicProviderTests {

    private final BasicProvider provider = new BasicProvider();

    @Test
    void acceptsTheNameAndPasswordAndNoOther() {
        String credentials = Base64.getEncoder().encodeToString(Signing.bytes("hook:pässwörd:1"));

        new Tampering(
                        provider,
                        SentWebhook.post("{}").header("Authorization", "Basic " + credentials),
                        Settings.secret("hook:pässwörd:1"))
                .isRefusedInHeaders("Authorization")
                .isRefusedInSecrets();
    }

    @Test
    void saysThatTheNameIsMissing() {
        assertThatThrownBy(() -> provider.check(Settings.secret("password")))
                .hasMessage("Secret 1 must be name:password");
    }
}
