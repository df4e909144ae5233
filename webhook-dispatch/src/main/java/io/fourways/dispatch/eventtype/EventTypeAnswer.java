package io.fourways.dispatch.eventtype;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event type as it is shown.
 *
 * @param schemas     null in lists that are not asked for content
 * @param featureFlag the first of them: there once was only one
 */
record EventTypeAnswer(
        String name,
        String description,
        boolean archived,
        boolean deprecated,
        @Nullable JsonNode schemas,
        @Nullable String groupName,
        @Nullable List<String> featureFlags,
        @Nullable String featureFlag,
        Instant createdAt,
        Instant updatedAt) {

    static EventTypeAnswer of(EventType type) {
        return of(type, type.schemas());
    }

    static EventTypeAnswer withoutContent(EventType type) {
        return of(type, null);
    }

    private static EventTypeAnswer of(EventType type, @Nullable JsonNode schemas) {
        List<String> flags = type.featureFlags();
        return new EventTypeAnswer(
                type.name(),
                type.description(),
                type.archived(),
                type.deprecated(),
                schemas,
                type.groupName(),
                flags,
                flags == null ? null : flags.get(0),
                type.createdAt(),
                type.updatedAt());
    }
}
