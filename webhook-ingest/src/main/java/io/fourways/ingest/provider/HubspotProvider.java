package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** HubSpot's webhooks in the third version of their signature, which covers the method and the URL. */
final class HubspotProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.BASE64);
    private static final TimestampRule TIMESTAMP = TimestampRule.millis(Duration.ofMinutes(5));

    /** The escapes that HubSpot undoes in a URL before it signs it; all others stay. */
    private static final Pattern UNDONE =
            Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

    /** What makes a notification one of its kind; its {@code eventId} alone need not be unique. */
    private static final String[] IDENTITY = {
        "/eventId", "/portalId", "/subscriptionId", "/objectId", "/occurredAt", "/propertyName"
    };

    @Override
    public String name() {
        return "hubspot";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        Optional<String> signature = webhook.header("x-hubspot-signature-v3");
        if (signature.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        return TIMESTAMP.verify(
                webhook, settings, webhook.header("x-hubspot-request-timestamp"), timestamp -> urls(webhook)
                        .map(url -> HMAC.verify(
                                signature,
                                Keys.ofText(settings),
                                HmacRule.bytes(webhook.method() + url),
                                webhook.body(),
                                HmacRule.bytes(timestamp.text())))
                        .filter(Verification::isGenuine)
                        .findFirst()
                        .orElse(Verdicts.SIGNATURE_MISMATCH));
    }

    private static Stream<String> urls(IncomingWebhook webhook) {
        String url = webhook.url().toString();
        String undone = UNDONE.matcher(url)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        return Stream.of(url, undone).distinct();
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return Events.each(webhook, HubspotProvider::event);
    }

    private static ProviderEvent event(byte[] element) {
        JsonValues identity = JsonValues.read(element, IDENTITY);
        Optional<String> id = identity.at("/eventId")
                .map(eventId -> EventIds.joined(Stream.of(IDENTITY)
                        .map(pointer -> identity.at(pointer).orElse(""))
                        .toArray(String[]::new)));
        return Events.part(
                element, id, JsonValues.read(element, "/subscriptionType").at("/subscriptionType"));
    }
}
