package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonNames;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The webhooks of X. Whoever asks has any token signed, with the same secret and in the same way as webhooks are; so a
 * token must not look like a webhook, nor a webhook like a token.
 */
final class XProvider implements Provider {

    private static final HmacRule HMAC = new HmacRule(Hmac.SHA256, Encoding.BASE64, "sha256=");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_.~-]{1,256}");

    @Override
    public String name() {
        return "x";
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return webhook.body().length > 0 && webhook.body()[0] == '{'
                ? HMAC.verify(webhook.header("x-twitter-webhooks-signature"), Keys.ofText(settings), webhook.body())
                : Verdicts.BODY_MALFORMED;
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return List.of(Events.whole(
                webhook, Optional.empty(), JsonNames.first(webhook.body(), name -> name.endsWith("_events"))));
    }

    @Override
    public Optional<Answer> greet(IncomingWebhook request, ProviderSettings settings) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        return FormParameters.ofQuery(request.url())
                .only("crc_token")
                .filter(token -> TOKEN.matcher(token).matches())
                .flatMap(token -> Keys.ofText(settings).stream()
                        .findFirst()
                        .map(newest -> HMAC.sign(newest, HmacRule.bytes(token))))
                .map(proof -> JsonAnswer.of(Map.of("response_token", proof)));
    }
}
