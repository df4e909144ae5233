package io.fourways.dispatch.eventtype;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an event type is like, as requests say it. */
record EventTypeSettings(
        String description,
        @Nullable JsonNode schemas,
        @Nullable List<String> featureFlags,
        @Nullable String groupName,
        boolean archived,
        boolean deprecated) {

    private static final String FLAGS = "featureFlags";
    private static final String FLAG = "featureFlag";

    /** All of it: what is not said is not there. */
    static EventTypeSettings of(Members members) {
        return new EventTypeSettings(
                members.requiredText("description"),
                schemas(members),
                flags(members),
                members.name("groupName"),
                members.flag("archived", false),
                members.flag("deprecated", false));
    }

    /** What is said, the rest as it was. */
    static EventTypeSettings patched(EventType type, Members members) {
        boolean flagsAreSaid = members.says(FLAGS) || members.says(FLAG);
        return new EventTypeSettings(
                members.says("description") ? members.requiredText("description") : type.description(),
                members.says("schemas") ? schemas(members) : type.schemas(),
                flagsAreSaid ? flags(members) : type.featureFlags(),
                members.says("groupName") ? members.name("groupName") : type.groupName(),
                members.flag("archived", type.archived()),
                members.flag("deprecated", type.deprecated()));
    }

    /** JSON schemas by version. */
    private static @Nullable JsonNode schemas(Members members) {
        JsonNode schemas = members.json("schemas");
        if (schemas != null && (!schemas.isObject() || !schemas.valueStream().allMatch(JsonNode::isObject))) {
            throw members.invalid("must be an object of JSON schemas by version", "schemas");
        }
        return schemas;
    }

    private static @Nullable List<String> flags(Members members) {
        List<String> flags = members.texts(FLAGS);
        if (flags == null) {
            String flag = members.name(FLAG);
            return flag == null ? null : List.of(flag);
        }
        if (flags.isEmpty() || !flags.stream().allMatch(Names::isName)) {
            throw members.invalid("must be at least one, and each " + Names.RULE, FLAGS);
        }
        return flags;
    }
}
