package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonSlices;
import io.fourways.ingest.json.JsonValues;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adyen's standard webhooks. The signature is in the body and covers eight members of each item, no more; so the body has
 * to be read first, and is refused where two readers could differ over what those members are.
 */
final class AdyenProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.BASE64);
    private static final Function<String, Optional<byte[]>> KEY = Keys::hex;
    private static final String ITEMS = "/notificationItems";
    private static final String ITEM = "/NotificationRequestItem";
    private static final String SIGNATURE = "/additionalData/hmacSignature";
    private static final String REFERENCE = "/merchantReference";

    /** Many times what Adyen sends at once, which is one. */
    private static final int MAX_ITEMS = 100;

    /** A body is cut into items, and they are read, before a signature says that it is worth it. */
    private static final int QUICK_BYTES = 4 * 1024;

    private static final String[] SIGNED = {
        "/pspReference",
        "/originalReference",
        "/merchantAccountCode",
        REFERENCE,
        "/amount/value",
        "/amount/currency",
        "/eventCode",
        "/success"
    };

    @Override
    public String name() {
        return "adyen";
    }

    @Override
    public void check(ProviderSettings settings) {
        SettingsCheck.of(settings)
                .hasSecrets()
                .secretsAre(secret -> Keys.hex(secret).isPresent(), "must be the HMAC key in hex")
                .knowsOnly();
    }

    @Override
    public boolean takesLongToVerify(IncomingWebhook webhook, ProviderSettings settings) {
        return webhook.body().length > QUICK_BYTES;
    }

    /** Every item must be signed; none is refused too, for nobody signed it. */
    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        Optional<List<byte[]>> items = items(webhook);
        if (items.isEmpty()) {
            return Verdicts.BODY_MALFORMED;
        }
        List<byte[]> keys = settings.keys(KEY);
        return items.get().stream()
                .map(item -> verify(item, keys))
                .filter(verdict -> !verdict.isGenuine())
                .findFirst()
                .orElse(items.get().isEmpty() ? Verdicts.SIGNATURE_MISSING : Verdicts.GENUINE);
    }

    private static Verification verify(byte[] item, List<byte[]> keys) {
        JsonValues values = JsonValues.read(
                item, Stream.concat(Arrays.stream(SIGNED), Stream.of(SIGNATURE)).toArray(String[]::new));
        if (!isUnambiguous(values)) {
            return Verdicts.BODY_MALFORMED;
        }
        String content = Arrays.stream(SIGNED)
                .map(pointer -> values.at(pointer).orElse(""))
                .collect(Collectors.joining(":"));
        return HMAC.verify(values.at(SIGNATURE), keys, HmacRule.bytes(content));
    }

    /** The colon that joins the members may stand in one of them: in a second it could be moved from one to the other. */
    private static boolean isUnambiguous(JsonValues values) {
        return Arrays.stream(SIGNED)
                .filter(pointer -> !pointer.equals(REFERENCE))
                .noneMatch(pointer -> values.at(pointer).orElse("").contains(":"));
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return items(webhook)
                .map(items -> items.stream().map(AdyenProvider::event).toList())
                .orElseGet(() -> List.of(Events.whole(webhook, Optional.empty(), Optional.empty())));
    }

    /** The outcome is part of the id: the same payment may be told to have failed first and to have succeeded later. */
    private static ProviderEvent event(byte[] item) {
        JsonValues values = JsonValues.read(item, "/pspReference", "/eventCode", "/success");
        Optional<String> id = values.at("/pspReference").flatMap(psp -> values.at("/eventCode")
                .map(code -> EventIds.joined(psp, code, values.at("/success").orElse(""))));
        return Events.part(item, id, values.at("/eventCode"));
    }

    private static Optional<List<byte[]>> items(IncomingWebhook webhook) {
        return JsonSlices.strictElements(webhook.body(), ITEMS, MAX_ITEMS).flatMap(elements -> {
            List<byte[]> items = elements.stream()
                    .map(element -> JsonSlices.at(element, ITEM))
                    .flatMap(Optional::stream)
                    .toList();
            return items.size() == elements.size() ? Optional.of(items) : Optional.empty();
        });
    }

    @Override
    public Answer accepted() {
        return Answer.text("[accepted]");
    }
}
