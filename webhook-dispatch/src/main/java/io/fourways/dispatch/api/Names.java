package io.fourways.dispatch.api;

import java.util.regex.Pattern;

/** Names that callers give to things: their own ids of apps and endpoints, event types, ids of events. */
public final class Names {

    /** What a name must be, as the end of a sentence. */
    public static final String RULE = "must be 1 to 256 of the characters A-Z, a-z, 0-9, -, _ and .";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,256}");

    private Names() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
