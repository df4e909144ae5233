package io.fourways.infra.chart;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What of an object an API server has not kept as it was sent. What it has added is its right. */
final class Dropped {

    private Dropped() {}

    /** The places of it, each with what became of it. */
    static List<String> of(JsonNode sent, JsonNode kept) {
        return compare("", sent, kept).toList();
    }

    private static Stream<String> compare(String place, JsonNode sent, JsonNode kept) {
        if (sent.isObject() && (kept.isObject() || sent.isEmpty())) {
            return sent.propertyStream()
                    .filter(field -> !field.getValue().isNull())
                    .flatMap(field ->
                            compare(place + "/" + field.getKey(), field.getValue(), kept.path(field.getKey())));
        }
        if (sent.isArray() && sent.size() == kept.size()) {
            return IntStream.range(0, sent.size())
                    .boxed()
                    .flatMap(each -> compare(place + "/" + each, sent.get(each), kept.get(each)));
        }
        return sent.equals(kept) ? Stream.empty() : Stream.of(place + " " + sent + " became " + kept);
    }
}
