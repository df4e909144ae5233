package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.ConstantTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** GitLab's webhooks: signed as Standard Webhooks are, or with the older secret token, which is sent as it is. */
final class GitlabProvider implements Provider {

    private static final StandardWebhooksScheme SIGNED = new StandardWebhooksScheme("webhook-");

    @Override
    public String name() {
        return "gitlab";
    }

    @Override
    public void check(ProviderSettings settings) {
        SettingsCheck.of(settings)
                .hasSecrets()
                .secretsAre(
                        secret -> !isSigningToken(secret) || StandardWebhooksScheme.isUsable(secret),
                        "begins like a signing token, but is not whsec_ and base64")
                .knowsOnly();
    }

    private static boolean isSigningToken(String secret) {
        return secret.startsWith(StandardWebhooksScheme.SECRET_PREFIX);
    }

    /** A signing token is never what the older header is compared with. */
    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        List<String> tokens = settings.secrets().stream()
                .filter(secret -> !isSigningToken(secret) && !secret.isBlank())
                .toList();
        Optional<String> sent = webhook.header("x-gitlab-token");
        if (sent.isPresent() && tokens.stream().anyMatch(token -> ConstantTime.equal(token, sent.get()))) {
            return Verdicts.GENUINE;
        }
        if (SIGNED.isUsedBy(webhook)) {
            List<String> signing = settings.secrets().stream()
                    .filter(GitlabProvider::isSigningToken)
                    .toList();
            return SIGNED.verify(webhook, new ProviderSettings(signing, settings.tolerance(), settings.options()));
        }
        return sent.isPresent() ? Verdicts.SIGNATURE_MISMATCH : Verdicts.SIGNATURE_MISSING;
    }

    @Override
    public Set<String> credentialHeaders(ProviderSettings settings) {
        return Set.of("x-gitlab-token");
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        JsonValues values = JsonValues.read(webhook.body(), "/object_kind", "/event_name");
        return List.of(Events.whole(
                webhook,
                SIGNED.id(webhook).or(() -> webhook.header("idempotency-key")),
                values.at("/object_kind").or(() -> values.at("/event_name"))));
    }
}
