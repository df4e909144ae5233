package io.fourways.dispatch.outbox;

import io.fourways.contract.Channel;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The channels of our own events: a root, the app, and the event type's segments. */
public final class AppChannel {

    private AppChannel() {}

    /**
     * The channel of an event type of an app. What no channel may have becomes {@code _}; where all that is too long, the
     * app's id stands for its uid, and the end of the type is left out.
     *
     * @param root one segment or several
     * @param uid  the app's uid, or its id where it has none
     * @param id   the app's id
     */
    public static Channel of(String root, String uid, String id, String eventType) {
        String type = segments(eventType);
        String named = root + "." + segment(uid) + "." + type;
        if (named.length() <= Channel.MAX_LENGTH) {
            return new Channel(named);
        }
        String numbered = root + "." + segment(id) + "." + type;
        String cut = numbered.substring(0, Math.min(numbered.length(), Channel.MAX_LENGTH));
        return new Channel(cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut);
    }

    private static String segments(String eventType) {
        String type = Arrays.stream(eventType.split("\\."))
                .filter(part -> !part.isEmpty())
                .map(AppChannel::segment)
                .collect(Collectors.joining("."));
        return type.isEmpty() ? "_" : type;
    }

    private static String segment(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
