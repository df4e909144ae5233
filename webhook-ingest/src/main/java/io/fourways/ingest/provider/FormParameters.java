package io.fourways.ingest.provider;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of a form or a query, by name; {@code application/x-www-form-urlencoded} in UTF-8. They are read before
 * anything is verified, so there are no more than {@value #MAX_PAIRS} of them.
 */
final class FormParameters {

    /** Many times what any provider sends; so many small ones weigh fifty times the body and take as long to be sorted. */
    static final int MAX_PAIRS = 1_000;

    private final SortedMap<String, List<String>> values;

    private FormParameters(SortedMap<String, List<String>> values) {
        this.values = values;
    }

    /** Those of a form; empty when it is none, or has too many. */
    static Optional<FormParameters> of(byte[] body) {
        return pairs(body) > MAX_PAIRS ? Optional.empty() : parse(new String(body, StandardCharsets.UTF_8));
    }

    /** Those of a query, if it has any; a query is no longer than a request's first line may be. */
    static FormParameters ofQuery(URI url) {
        return Optional.ofNullable(url.getRawQuery())
                .flatMap(FormParameters::parse)
                .orElseGet(() -> new FormParameters(new TreeMap<>()));
    }

    /** Whether a pair as it stands in a query is of this name. */
    static boolean isCalled(String name, String pair) {
        try {
            return decode(pair.split("=", 2)[0]).equals(name);
        } catch (IllegalArgumentException malformedEscape) {
            return false;
        }
    }

    private static int pairs(byte[] form) {
        int pairs = 1;
        for (byte character : form) {
            pairs += character == '&' ? 1 : 0;
        }
        return pairs;
    }

    private static Optional<FormParameters> parse(String text) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        try {
            for (String pair : text.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    values.computeIfAbsent(decode(name), absent -> new ArrayList<>())
                            .add(decode(value));
                }
            }
        } catch (IllegalArgumentException malformedEscape) {
            return Optional.empty();
        }
        return Optional.of(new FormParameters(values));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The value of the only parameter of that name. */
    Optional<String> only(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** All values by name, sorted by name. */
    SortedMap<String, List<String>> all() {
        return values;
    }
}
