package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.Ed25519;
import io.fourways.ingest.signature.Encoding;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Discord's webhook events and interactions, signed by the application's key pair. */
final class DiscordProvider implements Provider {

    private static final String SIGNATURE = "x-signature-ed25519";
    private static final TimestampRule TIMESTAMP = TimestampRule.seconds(Duration.ofMinutes(5));
    private static final Function<String, Optional<PublicKey>> PUBLIC_KEY = DiscordProvider::publicKey;

    private static final Map<String, String> INTERACTIONS = Map.of(
            "2", "application_command",
            "3", "message_component",
            "4", "application_command_autocomplete",
            "5", "modal_submit");

    @Override
    public String name() {
        return "discord";
    }

    @Override
    public void check(ProviderSettings settings) {
        SettingsCheck.of(settings)
                .hasSecrets()
                .secretsAre(secret -> publicKey(secret).isPresent(), "must be the application's public key in hex")
                .knowsOnly();
    }

    private static Optional<PublicKey> publicKey(String secret) {
        return Keys.hex(secret).flatMap(Ed25519::key);
    }

    @Override
    public boolean takesLongToVerify(IncomingWebhook webhook, ProviderSettings settings) {
        return signature(webhook).isPresent();
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        if (webhook.header(SIGNATURE).isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        Optional<byte[]> signature = signature(webhook);
        List<PublicKey> keys = settings.keys(PUBLIC_KEY);
        return TIMESTAMP.verify(webhook, settings, webhook.header("x-signature-timestamp"), timestamp -> {
            byte[] head = HmacRule.bytes(timestamp.text());
            return Verdicts.genuineIf(signature
                    .filter(bytes -> keys.stream().anyMatch(key -> Ed25519.verify(key, bytes, head, webhook.body())))
                    .isPresent());
        });
    }

    private static Optional<byte[]> signature(IncomingWebhook webhook) {
        return webhook.header(SIGNATURE).flatMap(Encoding.HEX::decode);
    }

    /** Interactions have an id and a number for a type; events have a name for a type and no id. */
    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        JsonValues values = JsonValues.read(webhook.body(), "/id", "/type", "/event/type");
        Optional<String> interaction = values.at("/type").map(INTERACTIONS::get);
        return List.of(
                Events.whole(webhook, values.at("/id"), values.at("/event/type").or(() -> interaction)));
    }

    /** The PING of the webhook events is answered with nothing, that of the interactions with a PONG. */
    @Override
    public Optional<Answer> handshake(IncomingWebhook webhook, ProviderSettings settings) {
        JsonValues values = JsonValues.read(webhook.body(), "/type", "/event/type");
        if (values.at("/event/type").isPresent()) {
            return Optional.empty();
        }
        return values.at("/type")
                .flatMap(type -> type.equals("0")
                        ? Optional.of(accepted())
                        : type.equals("1") ? Optional.of(Answer.json("{\"type\":1}")) : Optional.empty());
    }

    @Override
    public Answer accepted() {
        return Answer.status(204);
    }
}
