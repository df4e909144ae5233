package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import java.util.List;

/** Standard Webhooks, also under Svix's header names. */
final class StandardProvider implements Provider {

    private static final StandardWebhooksScheme STANDARD = new StandardWebhooksScheme("webhook-");
    private static final StandardWebhooksScheme SVIX = new StandardWebhooksScheme("svix-");

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public void check(ProviderSettings settings) {
        SettingsCheck.of(settings)
                .hasSecrets()
                .secretsAre(
                        StandardWebhooksScheme::isUsable,
                        "must be whsec_ and base64, or whpk_ and a public key in base64")
                .knowsOnly();
    }

    @Override
    public boolean takesLongToVerify(IncomingWebhook webhook, ProviderSettings settings) {
        return scheme(webhook).isKeyPairNeeded(webhook, settings);
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return scheme(webhook).verify(webhook, settings);
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return List.of(Events.whole(
                webhook,
                scheme(webhook).id(webhook),
                JsonValues.read(webhook.body(), "/type").at("/type")));
    }

    private static StandardWebhooksScheme scheme(IncomingWebhook webhook) {
        return STANDARD.isUsedBy(webhook) || !SVIX.isUsedBy(webhook) ? STANDARD : SVIX;
    }
}
