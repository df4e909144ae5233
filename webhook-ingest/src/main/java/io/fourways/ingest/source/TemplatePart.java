package io.fourways.ingest.source;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.JsonPointerBasedFilter;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.core.json.JsonFactory;

/** A piece of a channel template: text that stays, or a placeholder. Renders to characters that a channel may have. */
@FunctionalInterface
interface TemplatePart {

    String MISSING = "_";

    Pattern NOT_IN_SEGMENT = Pattern.compile("[^A-Za-z0-9_-]");
    Pattern NOT_IN_CHANNEL = Pattern.compile("[^A-Za-z0-9_.-]");
    Pattern EMPTY_SEGMENT = Pattern.compile("(?<=^|\\.)(?=\\.|$)");

    JsonFactory JSON = new JsonFactory();

    String render(String source, String type, byte[] data);

    static TemplatePart literal(String text) {
        return (source, type, data) -> text;
    }

    static TemplatePart source() {
        return (source, type, data) -> source;
    }

    static TemplatePart type() {
        return (source, type, data) -> {
            String legal = NOT_IN_CHANNEL.matcher(type).replaceAll(MISSING);
            return EMPTY_SEGMENT.matcher(legal).replaceAll(MISSING);
        };
    }

    static TemplatePart pointer(JsonPointer pointer) {
        return (source, type, data) -> scalar(pointer, data)
                .filter(text -> !text.isEmpty())
                .map(text -> NOT_IN_SEGMENT.matcher(text).replaceAll(MISSING))
                .orElse(MISSING);
    }

    /** Reads no further than the value, and keeps nothing of what comes before it. */
    private static Optional<String> scalar(JsonPointer pointer, byte[] data) {
        try (JsonParser whole = JSON.createParser(ObjectReadContext.empty(), data);
                JsonParser found = new FilteringParserDelegate(
                        whole, new JsonPointerBasedFilter(pointer), TokenFilter.Inclusion.ONLY_INCLUDE_ALL, false)) {
            JsonToken token = found.nextToken();
            boolean scalar = token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL;
            return scalar ? Optional.ofNullable(found.getString()) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
