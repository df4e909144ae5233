package io.fourways.ingest.receiving;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.InvalidEventException;
import io.fourways.ingest.inbox.InboxEvent;
import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.provider.ProviderEvent;
import io.fourways.ingest.signature.Sha256;
import io.fourways.ingest.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A genuine webhook's events as they are kept: such as can be published for sure, whatever the provider wrote. An id
 * that no event may have, or that is longer than {@value #MAX_ID_BYTES} bytes, is replaced by its SHA-256; in a type
 * what no event may have becomes {@code _}, and it ends after {@value #MAX_TYPE_LENGTH} characters; a content type that
 * is none is left out.
 */
public final class KeptEvents {

    static final int MAX_ID_BYTES = 512;
    static final int MAX_TYPE_LENGTH = 255;

    private static final Channel ANY = new Channel("any");

    private KeptEvents() {}

    /** Those that a webhook brings, in order; of one that is genuine. */
    public static List<InboxEvent> of(Source source, IncomingWebhook webhook, @Nullable String traceparent) {
        List<ProviderEvent> events = source.provider().read(webhook, source.settings());
        if (events.isEmpty()) {
            return List.of();
        }
        String headers = RequestHeaders.withoutCredentials(webhook.headers(), credentials(source));
        return events.stream()
                .map(event -> new InboxEvent(
                        source.name(),
                        id(event.id()),
                        webhook.receivedAt(),
                        type(source.provider().name() + "." + event.type()),
                        source.channel()
                                .render(source.name(), event.type(), event.data())
                                .name(),
                        contentType(event.contentType()),
                        traceparent,
                        headers,
                        event.data()))
                .toList();
    }

    /** The headers that a source's token or signature comes in. */
    private static Set<String> credentials(Source source) {
        return Stream.concat(
                        source.settings().option("header").map(name -> name.toLowerCase(Locale.ROOT)).stream(),
                        source.provider().credentialHeaders(source.settings()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String id(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        return utf8.length <= MAX_ID_BYTES && isAllowed(id, "type", null) ? id : Sha256.hex(utf8);
    }

    private static String type(String type) {
        String shorter = type.length() <= MAX_TYPE_LENGTH ? type : type.substring(0, MAX_TYPE_LENGTH);
        return isAllowed("id", shorter, null) ? shorter : shorter.replaceAll("[^\\x20-\\x7e]", "_");
    }

    private static @Nullable String contentType(@Nullable String contentType) {
        return contentType != null && isAllowed("id", "type", contentType) ? contentType : null;
    }

    private static boolean isAllowed(String id, String type, @Nullable String contentType) {
        try {
            new Event(id, "/webhooks/source", type, ANY, null, contentType, Map.of(), null);
            return true;
        } catch (InvalidEventException refused) {
            return false;
        }
    }
}
