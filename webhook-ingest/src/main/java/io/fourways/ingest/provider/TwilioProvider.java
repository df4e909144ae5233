package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.ConstantTime;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import io.fourways.ingest.signature.Sha256;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Twilio's webhooks: forms, whose parameters are signed after the URL, and JSON, whose hash is in the URL that is signed.
 */
final class TwilioProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA1, Encoding.BASE64);
    private static final String BODY_HASH = "bodySHA256";

    /** A form is read, sorted and signed up to three times; a larger one takes some milliseconds. */
    private static final int QUICK_BYTES = 4 * 1024;

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public boolean takesLongToVerify(IncomingWebhook webhook, ProviderSettings settings) {
        return webhook.body().length > QUICK_BYTES;
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        Optional<String> signature = webhook.header("x-twilio-signature");
        if (signature.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        FormParameters query = FormParameters.ofQuery(webhook.url());
        if (query.all().containsKey(BODY_HASH)) {
            String hash = query.only(BODY_HASH).orElse("");
            return ConstantTime.equal(Sha256.hex(webhook.body()), hash)
                    ? verify(signature, webhook, settings, "")
                    : Verdicts.SIGNATURE_MISMATCH;
        }
        if (!isForm(webhook)) {
            return Verdicts.BODY_MALFORMED; // nothing that was signed says what the body is
        }
        return FormParameters.of(webhook.body())
                .map(form -> verify(signature, webhook, settings, signedText(form)))
                .orElse(Verdicts.BODY_MALFORMED);
    }

    private static Verification verify(
            Optional<String> signature, IncomingWebhook webhook, ProviderSettings settings, String parameters) {
        return urls(webhook.url())
                .map(url -> HMAC.verify(signature, Keys.ofText(settings), HmacRule.bytes(url + parameters)))
                .filter(Verification::isGenuine)
                .findFirst()
                .orElse(Verdicts.SIGNATURE_MISMATCH);
    }

    /** Twilio signs the URL with its port or without, depending on the product. */
    private static Stream<String> urls(URI url) {
        String text = url.toString();
        String host = url.getRawAuthority();
        if (host == null || url.getHost() == null) {
            return Stream.of(text);
        }
        String withoutPort = url.getPort() < 0 ? host : host.substring(0, host.lastIndexOf(':'));
        int port = url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return Stream.of(text, withHost(text, host, withoutPort), withHost(text, host, withoutPort + ":" + port))
                .distinct();
    }

    private static String withHost(String url, String host, String other) {
        int at = url.indexOf("//" + host) + 2;
        return url.substring(0, at) + other + url.substring(at + host.length());
    }

    private static boolean isForm(IncomingWebhook webhook) {
        return webhook.body().length == 0
                || webhook.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
    }

    private static String signedText(FormParameters form) {
        StringBuilder text = new StringBuilder();
        form.all().forEach((name, values) -> new TreeSet<>(values)
                .forEach(value -> text.append(name).append(value)));
        return text.toString();
    }

    /** Forms tell of a message or a call by its status; JSON is what the event streams send: several events at once. */
    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        if (isForm(webhook)) {
            Optional<FormParameters> form = FormParameters.of(webhook.body());
            return List.of(Events.whole(
                    webhook, webhook.header("i-twilio-idempotency-token"), form.flatMap(TwilioProvider::type)));
        }
        return Events.each(webhook, element -> {
            JsonValues values = JsonValues.read(element, "/id", "/type");
            return Events.part(element, values.at("/id"), values.at("/type"));
        });
    }

    private static Optional<String> type(FormParameters form) {
        return form.only("MessageStatus")
                .or(() -> form.only("SmsStatus"))
                .map(status -> "message." + status)
                .or(() -> form.only("CallStatus").map(status -> "call." + status));
    }
}
