package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;

class GitlabProviderTests {

    private static final String SIGNING_TOKEN = "whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=";
    private static final String BODY = "{\"object_kind\":\"merge_request\",\"event_type\":\"merge_request\"}";

    private final GitlabProvider provider = new GitlabProvider();

    private static SentWebhook signed() throws Exception {
        return SentWebhook.post(BODY)
                .header("webhook-id", "f5e5f430-f57b-4e6e-9fac-d9128cd7232f")
                .header("webhook-timestamp", SentWebhook.SECONDS)
                .header(
                        "webhook-signature",
                        new Webhook(SIGNING_TOKEN)
                                .sign(
                                        "f5e5f430-f57b-4e6e-9fac-d9128cd7232f",
                                        Long.parseLong(SentWebhook.SECONDS),
                                        BODY));
    }

    @Test
    void acceptsWhatASigningTokenSignedAndNothingElse() throws Exception {
        new Tampering(provider, signed(), Settings.secret("legacy", SIGNING_TOKEN))
                .isRefusedInBody()
                .isRefusedInHeaders("webhook-id", "webhook-timestamp", "webhook-signature");
        new Tampering(provider, signed(), Settings.secret(SIGNING_TOKEN)).isRefusedInSecrets();
    }

    @Test
    void acceptsTheOlderTokenAndNoOther() {
        new Tampering(
                        provider,
                        SentWebhook.post(BODY).header("X-Gitlab-Token", "legacy token"),
                        Settings.secret("legacy token"))
                .isRefusedInHeaders("X-Gitlab-Token")
                .isRefusedInSecrets();
    }

    @Test
    void doesNotTakeASigningTokenThatIsSentAsItIs() {
        assertThat(provider.verify(
                        SentWebhook.post(BODY)
                                .header("X-Gitlab-Token", SIGNING_TOKEN)
                                .received(),
                        Settings.secret(SIGNING_TOKEN)))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
    }

    @Test
    void refusesWhatIsTooOldOrFromTheFuture() throws Exception {
        assertThat(provider.verify(signed().secondsLater(301).received(), Settings.secret(SIGNING_TOKEN)))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(signed().secondsLater(-301).received(), Settings.secret(SIGNING_TOKEN)))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void namesTheEventByEitherHeaderAndTheBody() throws Exception {
        assertThat(provider.read(signed().received(), Settings.secret(SIGNING_TOKEN)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("f5e5f430-f57b-4e6e-9fac-d9128cd7232f");
                    assertThat(event.type()).isEqualTo("merge_request");
                });
        assertThat(provider.read(
                        SentWebhook.post("{\"event_name\":\"project_create\"}")
                                .header("Idempotency-Key", "k1")
                                .received(),
                        Settings.secret("t")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("k1");
                    assertThat(event.type()).isEqualTo("project_create");
                });
    }

    @Test
    void saysThatASigningTokenIsBroken() {
        assertThatThrownBy(() -> provider.check(Settings.secret("whsec_!")))
                .hasMessageContaining("Secret 1 begins like");
    }
}
