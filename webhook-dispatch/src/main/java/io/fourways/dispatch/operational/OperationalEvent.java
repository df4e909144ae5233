package io.fourways.dispatch.operational;

import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.dispatch.outbox.AppChannel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that an app may want to know about its endpoints and messages.
 *
 * @param type   {@code endpoint.disabled} and the like
 * @param cause  the id of what it follows from: with the type it tells the event from all others
 * @param appId  whose it is
 * @param appUid the app's own name for itself
 * @param at     when
 * @param data   its payload, as Svix has it; without what is not known
 */
public record OperationalEvent(
        String type, String cause, String appId, @Nullable String appUid, Instant at, Map<String, Object> data) {

    /** The attribute that marks an event of this kind. */
    public static final String MARK = "fourwaysoperational";

    private static final JsonMapper JSON = new JsonMapper();

    /** As it goes onto the log. */
    public Event event() {
        return new Event(
                cause + "." + type,
                "/operational/" + appId,
                type,
                AppChannel.of("operational", appUid == null ? appId : appUid, appId, type),
                at.toString(),
                "application/json",
                Map.of(MARK, true),
                new EventData.Json(JSON.writeValueAsBytes(data)));
    }
}
