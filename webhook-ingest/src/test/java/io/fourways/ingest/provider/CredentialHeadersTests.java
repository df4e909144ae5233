package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialHeadersTests {

    private static final ProviderSettings SECRET = Settings.secret("needle");
    private static final ProviderSettings NAMED =
            new ProviderSettings(List.of("needle"), null, Map.of("header", "X-Special"));

    @Test
    void areThoseThatTheSecretItselfIsSentIn() {
        assertThat(new TokenProvider().credentialHeaders(SECRET)).containsExactly("authorization");
        assertThat(new TokenProvider().credentialHeaders(NAMED)).containsExactly("x-special");
        assertThat(new BasicProvider().credentialHeaders(SECRET)).containsExactly("authorization");
        assertThat(new GitlabProvider().credentialHeaders(SECRET)).containsExactly("x-gitlab-token");
        assertThat(new StripeProvider().credentialHeaders(SECRET)).isEmpty();
    }

    @Test
    void areNotInAnyLog() {
        IncomingWebhook webhook = SentWebhook.post("needle")
                .url("https://h/webhooks/a?access_token=needle")
                .header("authorization", "needle")
                .received();
        assertThat(webhook.toString()).contains("/webhooks/a").doesNotContain("needle");
    }
}
