package io.fourways.dispatch.outbox;

import io.fourways.contract.Channel;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The channels of our own events: a root, the app, and the event type's segments. */
public final class AppChannel {

    private AppChannel() {}

    /**
     * The channel of an event type of an app. No two apps have the same: a uid that cannot be a segment as it is, such as
     * {@code acme.com}, would become what another's is, so the app's id stands for it. So it does where all that is too long;
     * then the end of the type is left out as well. What no channel may have becomes {@code _} in the type.
     *
     * @param root one segment or several
     * @param uid  the app's uid, or its id where it has none
     * @param id   the app's id
     */
    public static Channel of(String root, String uid, String id, String eventType) {
        String type = segments(eventType);
        String named = root + "." + uid + "." + type;
        if (uid.equals(segment(uid)) && named.length() <= Channel.MAX_LENGTH) {
            return new Channel(named);
        }
        String numbered = root + "." + id + "." + type;
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
