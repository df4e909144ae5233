package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonValues;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whoever sends CloudEvents, one or several at once, in any mode of the HTTP binding, with a token or a keyed hash.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md">HTTP 1.1 Web Hooks for Event
 *     Delivery</a>
 */
final class CloudEventsProvider implements Provider {

    private static final String VERIFICATION = "verification";
    private static final String ALLOWED_ORIGINS = "allowed-origins";
    private static final String ALLOWED_RATE = "allowed-rate";
    private static final String AUTHORIZATION = "authorization";
    private static final String BEARER = "Bearer ";
    private static final String TOKEN = "access_token";
    private static final String EVENT = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    @Override
    public String name() {
        return "cloudevents";
    }

    @Override
    public void check(ProviderSettings settings) {
        SettingsCheck check = SettingsCheck.of(settings)
                .hasSecrets()
                .optionIs(VERIFICATION, Set.of("token", "hmac")::contains, "must be token or hmac")
                .optionIs(
                        ALLOWED_RATE, rate -> rate.matches("\\*|[1-9][0-9]{0,8}"), "must be requests per minute, or *");
        Set<String> options = new TreeSet<>(Set.of(VERIFICATION, ALLOWED_ORIGINS, ALLOWED_RATE));
        if (usesHmac(settings)) {
            new ConfiguredHmac(settings).check(check);
            options.addAll(List.of(ConfiguredHmac.OPTIONS));
            options.add(ConfiguredNaming.ID_HEADER);
        }
        check.knowsOnly(options.toArray(String[]::new));
    }

    private static boolean usesHmac(ProviderSettings settings) {
        return settings.option(VERIFICATION).filter("hmac"::equals).isPresent();
    }

    @Override
    public Set<String> credentialHeaders(ProviderSettings settings) {
        return usesHmac(settings) ? Set.of() : Set.of(AUTHORIZATION);
    }

    /** A header that is there already is what would have been verified, not the query. */
    @Override
    public IncomingWebhook withCredentialsInHeaders(IncomingWebhook webhook) {
        Optional<String> token = FormParameters.ofQuery(webhook.url()).only(TOKEN);
        IncomingWebhook bare = webhook.withoutParameter(TOKEN);
        return token.isEmpty() || webhook.headers().containsKey(AUTHORIZATION)
                ? bare
                : bare.withHeader(AUTHORIZATION, BEARER + token.get());
    }

    /** A token comes in the header or, where the sender can set none, in the query (4.1 and 4.2 of the binding). */
    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        if (usesHmac(settings)) {
            return new ConfiguredHmac(settings).verify(webhook);
        }
        Optional<String> header = webhook.header(AUTHORIZATION);
        return header.isPresent()
                ? TokenProvider.verify(header, BEARER, settings)
                : TokenProvider.verify(FormParameters.ofQuery(webhook.url()).only(TOKEN), "", settings);
    }

    /** In structured mode the whole event is the data, for only there its other attributes are. */
    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        String contentType = webhook.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (contentType.startsWith(BATCH)) {
            return Events.each(webhook, CloudEventsProvider::structured);
        }
        return List.of(contentType.startsWith(EVENT) ? structured(webhook.body()) : binary(webhook));
    }

    private static ProviderEvent structured(byte[] event) {
        JsonValues values = JsonValues.read(event, "/id", "/source", "/type");
        return Events.event(event, EVENT, identity(values.at("/source"), values.at("/id")), values.at("/type"));
    }

    private static ProviderEvent binary(IncomingWebhook webhook) {
        return Events.whole(
                webhook,
                identity(attribute(webhook, "ce-source"), attribute(webhook, "ce-id")),
                attribute(webhook, "ce-type"));
    }

    private static Optional<String> identity(Optional<String> source, Optional<String> id) {
        return source.flatMap(from -> id.map(name -> EventIds.joined(from, name)));
    }

    /** Headers hold what is not ASCII, and little else, percent-encoded (3.1.3.2 of the HTTP binding). */
    private static Optional<String> attribute(IncomingWebhook webhook, String header) {
        return webhook.header(header).map(text -> {
            try {
                return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notEncoded) {
                return text;
            }
        });
    }

    @Override
    public Optional<Answer> greet(IncomingWebhook request, ProviderSettings settings) {
        Optional<String> origin = request.header("webhook-request-origin");
        if (!request.method().equals("OPTIONS") || origin.isEmpty()) {
            return Optional.empty();
        }
        if (!isAllowed(origin.get(), settings)) {
            return Optional.of(Answer.status(403));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Allow", "OPTIONS, POST");
        headers.put("WebHook-Allowed-Origin", origin.get());
        request.header("webhook-request-rate")
                .ifPresent(asked -> headers.put(
                        "WebHook-Allowed-Rate", settings.option(ALLOWED_RATE).orElse("*")));
        return Optional.of(new Answer(200, headers, new byte[0]));
    }

    private static boolean isAllowed(String origin, ProviderSettings settings) {
        return settings.option(ALLOWED_ORIGINS).stream()
                .flatMap(list -> List.of(list.trim().split("[\\s,]+")).stream())
                .anyMatch(allowed -> allowed.equals("*") || allowed.equalsIgnoreCase(origin));
    }
}
