package io.fourways.dispatch.app;

import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import io.fourways.dispatch.api.Members;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The channels whose events become an app's messages: patterns separated by spaces, in the app's metadata. */
final class SubscribedChannels {

    static final String KEY = "fourways.channels";

    private static final int MAX = 100;

    private SubscribedChannels() {}

    /** Those the metadata says, each once; fails naming the member where one is no pattern. */
    static List<String> of(Members members, Map<String, String> metadata) {
        String text = metadata.getOrDefault(KEY, "").strip();
        List<String> patterns = text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("\\s+")).distinct().toList();
        if (patterns.size() > MAX) {
            throw members.invalid("must be at most " + MAX + " channel patterns", "metadata", KEY);
        }
        patterns.forEach(pattern -> check(members, pattern));
        return patterns;
    }

    private static void check(Members members, String pattern) {
        try {
            NamePattern.ofChannels(pattern);
        } catch (InvalidEventException none) {
            throw members.invalid("must be channel patterns separated by spaces", "metadata", KEY);
        }
    }
}
