package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.EcdsaP256;
import io.fourways.ingest.signature.Encoding;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The event webhook of Twilio SendGrid, signed by a key pair and carrying several events at once. */
final class SendgridProvider implements Provider {

    private static final String SIGNATURE = "x-twilio-email-event-webhook-signature";
    private static final TimestampRule TIMESTAMP = TimestampRule.seconds(Duration.ofMinutes(5));
    private static final Function<String, Optional<PublicKey>> PUBLIC_KEY = SendgridProvider::publicKey;

    @Override
    public String name() {
        return "sendgrid";
    }

    @Override
    public void check(ProviderSettings settings) {
        SettingsCheck.of(settings)
                .hasSecrets()
                .secretsAre(secret -> publicKey(secret).isPresent(), "must be the verification key: P-256, in base64")
                .knowsOnly();
    }

    private static Optional<PublicKey> publicKey(String secret) {
        String base64 = secret.replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
        return Keys.base64(base64).flatMap(EcdsaP256::key);
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
        Optional<String> time = webhook.header("x-twilio-email-event-webhook-timestamp");
        return TIMESTAMP.verify(webhook, settings, time, timestamp -> {
            byte[] head = HmacRule.bytes(timestamp.text());
            return Verdicts.genuineIf(signature
                    .filter(bytes -> keys.stream().anyMatch(key -> EcdsaP256.verify(key, bytes, head, webhook.body())))
                    .isPresent());
        });
    }

    private static Optional<byte[]> signature(IncomingWebhook webhook) {
        return webhook.header(SIGNATURE).flatMap(Encoding.BASE64::decode);
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return Events.each(webhook, element -> {
            JsonValues values = JsonValues.read(element, "/sg_event_id", "/event");
            return Events.part(element, values.at("/sg_event_id"), values.at("/event"));
        });
    }
}
