package io.fourways.dispatch.endpoint.settings;

import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Names;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which messages an endpoint gets: those of some event types, and those of some channels. */
final class EndpointFilters {

    static final String CHANNELS = "channels";

    private static final String TYPES = "filterTypes";
    private static final String LATER_NAME = "eventTypes";
    private static final int MAX_TYPES = 1000;
    private static final int MAX_CHANNELS = 10;
    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9_.:+-]{1,255}");

    private EndpointFilters() {}

    /** Null for every type. */
    static @Nullable List<String> types(Members members) {
        String name = members.says(TYPES) ? TYPES : LATER_NAME;
        List<String> types = members.texts(name);
        if (types != null && (types.isEmpty() || types.size() > MAX_TYPES)) {
            throw members.invalid("must be null, or 1 to " + MAX_TYPES + " event types", name);
        }
        if (types != null && !types.stream().allMatch(Names::isName)) {
            throw members.invalid("each " + Names.RULE, name);
        }
        return types;
    }

    static boolean saysTypes(Members members) {
        return members.says(TYPES) || members.says(LATER_NAME);
    }

    /** Null for every message. */
    static @Nullable List<String> channels(Members members) {
        List<String> channels = members.texts(CHANNELS);
        if (channels != null && (channels.isEmpty() || channels.size() > MAX_CHANNELS)) {
            throw members.invalid("must be null, or 1 to " + MAX_CHANNELS + " channels", CHANNELS);
        }
        if (channels != null
                && !channels.stream()
                        .allMatch(channel -> CHANNEL.matcher(channel).matches())) {
            throw members.invalid("each must be 1 to 255 of the characters A-Z, a-z, 0-9, -, _, ., : and +", CHANNELS);
        }
        return channels;
    }
}
