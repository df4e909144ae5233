package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Slack's Events API, slash commands and interactions. */
final class SlackProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.HEX, "v0=");
    private static final TimestampRule TIMESTAMP = TimestampRule.seconds(Duration.ofMinutes(5));

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        Optional<String> signature = webhook.header("x-slack-signature");
        if (signature.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        return TIMESTAMP.verify(
                webhook,
                settings,
                webhook.header("x-slack-request-timestamp"),
                timestamp -> HMAC.verify(
                        signature,
                        Keys.ofText(settings),
                        HmacRule.bytes("v0:" + timestamp.text() + ":"),
                        webhook.body()));
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        if (webhook.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return List.of(Events.whole(webhook, Optional.empty(), formType(webhook.body())));
        }
        JsonValues values = JsonValues.read(webhook.body(), "/event_id", "/event/type", "/type");
        return List.of(Events.whole(
                webhook, values.at("/event_id"), values.at("/event/type").or(() -> values.at("/type"))));
    }

    /** Interactions are JSON in a form's one parameter; slash commands are the form. */
    private static Optional<String> formType(byte[] body) {
        Optional<FormParameters> form = FormParameters.of(body);
        return form.flatMap(parameters -> parameters.only("payload"))
                .flatMap(payload ->
                        JsonValues.read(HmacRule.bytes(payload), "/type").at("/type"))
                .or(() -> form.flatMap(parameters -> parameters.only("command")).map(command -> "slash_command"));
    }

    @Override
    public Optional<Answer> handshake(IncomingWebhook webhook, ProviderSettings settings) {
        JsonValues values = JsonValues.read(webhook.body(), "/type", "/challenge");
        return values.at("/type")
                .filter("url_verification"::equals)
                .flatMap(verification -> values.at("/challenge"))
                .map(Answer::text);
    }
}
