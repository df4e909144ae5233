package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.ConstantTime;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The webhooks of Meta's Graph API: Facebook, Instagram, WhatsApp, Messenger. */
final class MetaProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.HEX, "sha256=");
    private static final String VERIFY_TOKEN = "verify-token";

    @Override
    public String name() {
        return "meta";
    }

    @Override
    public Set<String> secretOptions() {
        return Set.of(VERIFY_TOKEN);
    }

    @Override
    public void check(ProviderSettings settings) {
        SettingsCheck.of(settings).hasSecrets().hasOption(VERIFY_TOKEN).knowsOnly(VERIFY_TOKEN);
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return HMAC.verify(webhook.header("x-hub-signature-256"), Keys.ofText(settings), webhook.body());
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return List.of(Events.whole(
                webhook,
                Optional.empty(),
                JsonValues.read(webhook.body(), "/object").at("/object")));
    }

    @Override
    public Optional<Answer> greet(IncomingWebhook request, ProviderSettings settings) {
        FormParameters query = FormParameters.ofQuery(request.url());
        if (!request.method().equals("GET") || !query.only("hub.mode").equals(Optional.of("subscribe"))) {
            return Optional.empty();
        }
        Optional<String> sent = query.only("hub.verify_token");
        boolean known = settings.option(VERIFY_TOKEN)
                .filter(expected -> sent.isPresent() && ConstantTime.equal(expected, sent.get()))
                .isPresent();
        return Optional.of(query.only("hub.challenge")
                .filter(challenge -> known)
                .map(Answer::text)
                .orElse(Answer.status(403)));
    }
}
