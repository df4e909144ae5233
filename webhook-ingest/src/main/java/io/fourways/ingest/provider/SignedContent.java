package io.fourways.ingest.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template of what is signed, such as <code>{id}.{timestamp}.{body}</code>.
 *
 * @param parts literals and placeholders in turn, a literal first and last, empty where there is none
 */
record SignedContent(List<String> parts) {

    static final String BODY = "{body}";
    static final String ID = "{id}";
    static final String TIMESTAMP = "{timestamp}";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it could not be what is signed, saying why
     */
    static SignedContent parse(String template) {
        List<String> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int end = 0;
        while (placeholder.find()) {
            SettingsCheck.require(
                    Set.of(BODY, ID, TIMESTAMP).contains(placeholder.group()),
                    "The template may hold {timestamp}, {id} and {body}, not " + placeholder.group());
            parts.add(template.substring(end, placeholder.start()));
            parts.add(placeholder.group());
            end = placeholder.end();
        }
        parts.add(template.substring(end));
        SignedContent content = new SignedContent(List.copyOf(parts));
        SettingsCheck.require(content.has(BODY), "The template must hold {body}, or anybody could change it");
        SettingsCheck.require(
                !content.has(ID) || content.idIsSetApart(),
                "In the template something must stand between {id} and its neighbours");
        return content;
    }

    boolean has(String placeholder) {
        return parts.contains(placeholder);
    }

    private boolean idIsSetApart() {
        int id = parts.indexOf(ID);
        boolean before = id == 1 || !parts.get(id - 1).isEmpty();
        boolean after = id == parts.size() - 2 || !parts.get(id + 1).isEmpty();
        return before && after && parts.lastIndexOf(ID) == id;
    }

    /** Whether an id holds nothing of what sets it apart, so that what is signed can be cut up in this one way only. */
    boolean admits(String id) {
        int at = parts.indexOf(ID);
        return (parts.get(at - 1) + parts.get(at + 1)).chars().noneMatch(c -> id.indexOf(c) >= 0);
    }

    /** The content with its placeholders filled in. */
    byte[][] fill(Function<String, byte[]> placeholders) {
        return parts.stream()
                .map(part -> PLACEHOLDER.matcher(part).matches() ? placeholders.apply(part) : HmacRule.bytes(part))
                .toArray(byte[][]::new);
    }
}
