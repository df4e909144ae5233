package io.fourways.dispatch.endpoint.header;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An endpoint's headers as they are shown.
 *
 * @param headers   those that may be shown
 * @param sensitive the names of the others
 */
public record HeadersAnswer(Map<String, String> headers, List<String> sensitive) {

    public static HeadersAnswer of(Map<String, String> all) {
        Map<String, String> shown = new TreeMap<>(all);
        shown.keySet().removeIf(HeaderRules::isSensitive);
        List<String> hidden =
                all.keySet().stream().filter(HeaderRules::isSensitive).toList();
        return new HeadersAnswer(shown, hidden);
    }
}
