package io.fourways.system.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A question to Prometheus, looked at from outside: which metrics it names. */
public record Expression(String text) {

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "group_left", "group_right");
    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])[a-zA-Z_:][\\w:]*(?!\\w)(?!\\s*\\()");

    /** What is left when strings, matchers, durations and lists of labels are taken away and is no function. */
    public Set<String> metrics() {
        String bare = text.replaceAll("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]", "");
        Matcher names = NAME.matcher(LABELS.matcher(bare).replaceAll(" "));
        Set<String> metrics = new TreeSet<>();
        while (names.find()) {
            if (!WORDS.contains(names.group())) {
                metrics.add(names.group());
            }
        }
        return metrics;
    }
}
