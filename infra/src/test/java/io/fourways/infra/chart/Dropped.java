package io.fourways.infra.chart;

import io.kubernetes.client.custom.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What of an object an API server has not kept as it was sent. What it has added is its right. */
final class Dropped {

    private static final Pattern QUANTITY = Pattern.compile("\\d+(\\.\\d+)?(m|[kMGTPE]|[KMGTPE]i)?");

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
        if (sent.isArray() && sent.size() <= kept.size()) {
            return inAnyOrder(place, sent, kept);
        }
        return sent.equals(kept) || isSameQuantity(sent, kept)
                ? Stream.empty()
                : Stream.of(place + " " + sent + " became " + kept);
    }

    /** A server writes 20k for 20000. */
    private static boolean isSameQuantity(JsonNode sent, JsonNode kept) {
        return Stream.of(sent, kept)
                        .allMatch(node -> node.isString()
                                && QUANTITY.matcher(node.asString()).matches())
                && number(sent).compareTo(number(kept)) == 0;
    }

    private static BigDecimal number(JsonNode quantity) {
        return Quantity.fromString(quantity.asString()).getNumber();
    }

    /**
     * A server may keep a list in another order, as those of metrics are, and with more, as those of tolerations. What has no
     * match is held against what stands in its place.
     */
    private static Stream<String> inAnyOrder(String place, JsonNode sent, JsonNode kept) {
        return IntStream.range(0, sent.size()).boxed().flatMap(each -> {
            boolean matched = kept.valueStream()
                    .anyMatch(other ->
                            compare("", sent.get(each), other).findAny().isEmpty());
            return matched ? Stream.empty() : compare(place + "/" + each, sent.get(each), kept.get(each));
        });
    }
}
