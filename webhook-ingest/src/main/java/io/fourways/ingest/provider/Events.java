package io.fourways.ingest.provider;

import io.fourways.ingest.json.JsonSlices;
import io.fourways.ingest.json.JsonValues;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes events of genuine webhooks, so that whatever is missing or cannot be used falls back to the same. */
final class Events {

    /** The type of an event whose provider names none, or one that is no name. */
    static final String UNKNOWN_TYPE = "unknown";

    private static final String JSON = "application/json";

    private Events() {}

    /** The body as one event. */
    static ProviderEvent whole(IncomingWebhook webhook, Optional<String> id, Optional<String> type) {
        return event(webhook.body(), webhook.header("content-type").orElse(null), id, type);
    }

    /** The body as one event, its id and its type at these places of it. */
    static List<ProviderEvent> whole(IncomingWebhook webhook, String idPointer, String typePointer) {
        JsonValues values = JsonValues.read(webhook.body(), idPointer, typePointer);
        return List.of(whole(webhook, values.at(idPointer), values.at(typePointer)));
    }

    /** The objects of a body that is an array of them as an event each; any other body as one event. */
    static List<ProviderEvent> each(IncomingWebhook webhook, Function<byte[], ProviderEvent> element) {
        return JsonSlices.elements(webhook.body())
                .map(slices -> slices.stream().map(element).toList())
                .orElseGet(() -> List.of(whole(webhook, Optional.empty(), Optional.empty())));
    }

    /** A JSON object out of the body as an event. */
    static ProviderEvent part(byte[] slice, Optional<String> id, Optional<String> type) {
        return event(slice, JSON, id, type);
    }

    static ProviderEvent event(byte[] data, @Nullable String contentType, Optional<String> id, Optional<String> type) {
        return new ProviderEvent(
                id.filter(text -> !text.isEmpty()).map(EventIds::of).orElseGet(() -> EventIds.ofContent(data)),
                type.filter(EventIds::isStorable).orElse(UNKNOWN_TYPE),
                contentType,
                data);
    }
}
