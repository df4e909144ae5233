package io.fourways.ingest.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A header of {@code name=value} fields, such as {@code t=1,v1=abc}. */
final class HeaderFields {

    private final List<String> fields;

    private HeaderFields(List<String> fields) {
        this.fields = fields;
    }

    static HeaderFields of(Optional<String> header, String separator) {
        return new HeaderFields(
                header.map(text -> Arrays.asList(text.split(separator, -1))).orElse(List.of()));
    }

    /** The values of the fields of that name, in order. */
    List<String> all(String name) {
        String start = name + "=";
        return fields.stream()
                .filter(field -> field.startsWith(start))
                .map(field -> field.substring(start.length()))
                .toList();
    }

    /** The only field of that name. */
    Optional<String> only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
