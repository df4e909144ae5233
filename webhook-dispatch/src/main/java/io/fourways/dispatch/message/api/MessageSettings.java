package io.fourways.dispatch.message.api;

import io.fourways.contract.Event;
import io.fourways.dispatch.access.GrantedApp;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.message.Identity;
import io.fourways.dispatch.message.NewMessage;
import io.fourways.dispatch.outbox.AppChannel;
import io.fourways.service.trace.TraceParent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the message it wants made.
 *
 * @param eventId  what the sender calls it; null when they do not
 * @param channels what endpoints may filter by
 * @param tags     what it is found by
 */
record MessageSettings(
        @Nullable String eventId, String eventType, List<String> channels, List<String> tags, Payload payload) {

    /** Whose message an event of the log is: intake does not make it theirs once more. */
    private static final String OWNER = "fourwaysapp";

    /** What endpoints can filter by. */
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.:+-]{1,255}");

    private static final int MAX_CHANNELS = 5;
    private static final int MAX_TAGS = 8;

    static MessageSettings of(byte[] body) {
        Members members = Members.parse(body);
        String eventType = members.name("eventType");
        if (eventType == null) {
            throw members.missing("eventType");
        }
        if (members.json("deliverAt") != null) {
            throw members.invalid("is left out here: a message is delivered at once", "deliverAt");
        }
        return new MessageSettings(
                members.name("eventId"),
                eventType,
                labels(members, "channels", MAX_CHANNELS),
                labels(members, "tags", MAX_TAGS),
                Payload.of(members, body));
    }

    private static List<String> labels(Members members, String name, int most) {
        List<String> texts = members.texts(name);
        if (texts == null) {
            return List.of();
        }
        if (texts.isEmpty() || texts.size() > most) {
            throw members.invalid("must have 1 to " + most + " elements, or be null", name);
        }
        if (!texts.stream().allMatch(label -> LABEL.matcher(label).matches())) {
            throw members.invalid("each must be 1 to 255 of the characters A-Z, a-z, 0-9, -, _, ., : and +", name);
        }
        return texts.stream().distinct().toList();
    }

    /** The message of this app, which is also an event on the log. */
    NewMessage message(GrantedApp app, @Nullable String traceparent) {
        return new NewMessage(
                app.id(),
                eventId == null ? null : new Identity(Identity.API, eventId),
                eventType,
                channels,
                tags,
                payload.contentType(),
                payload.bytes(),
                traceparent,
                false,
                null,
                null,
                (id, at) -> event(app, id, at, traceparent));
    }

    private Event event(GrantedApp app, String id, Instant at, @Nullable String traceparent) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(OWNER, app.id());
        if (traceparent != null) {
            attributes.put(TraceParent.NAME, traceparent);
        }
        return new Event(
                id,
                "/webhooks/" + app.id(),
                eventType,
                AppChannel.of("webhooks", app.name(), app.id(), eventType),
                at.toString(),
                payload.contentType(),
                attributes,
                payload.data());
    }
}
