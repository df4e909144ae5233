package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.util.List;
import java.util.Optional;

/** GitHub's webhooks. */
final class GithubProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.HEX, "sha256=");
    private static final String EVENT = "x-github-event";

    @Override
    public String name() {
        return "github";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return HMAC.verify(webhook.header("x-hub-signature-256"), Keys.ofText(settings), webhook.body());
    }

    /** The type is the event's name and, where the body has one, the action: {@code issues.opened}. */
    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        Optional<String> action = JsonValues.read(webhook.body(), "/action").at("/action");
        return List.of(Events.whole(
                webhook,
                webhook.header("x-github-delivery"),
                webhook.header(EVENT)
                        .map(event -> action.map(name -> event + "." + name).orElse(event))));
    }

    @Override
    public Optional<Answer> handshake(IncomingWebhook webhook, ProviderSettings settings) {
        return webhook.header(EVENT).filter("ping"::equals).map(ping -> Answer.OK);
    }
}
