package io.fourways.ingest.administration;

import io.fourways.service.body.BoundedBody;
import io.fourways.service.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request says: the members of its JSON object, or the parameters of its query. Whatever is not as it should be
 * is a problem 400 that names it and repeats nothing of it, for it may be a secret. A member that is null is absent.
 */
public final class Members {

    private static final DataSize MAX_BODY = DataSize.ofKilobytes(256);
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode object;

    private Members(JsonNode object) {
        this.object = object;
    }

    /** Those of the request's body, and none but these. */
    public static Mono<Members> ofBody(ServerRequest request, Set<String> known) {
        boolean json = request.headers()
                .contentType()
                .filter(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
                .isPresent();
        return json
                ? BoundedBody.read(request, MAX_BODY).map(body -> parse(body, known))
                : Mono.error(new ProblemException(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported-media-type",
                        "Unsupported Media Type",
                        "Send application/json"));
    }

    static Members parse(byte[] body, Set<String> known) {
        try {
            JsonNode object = JSON.readTree(body);
            if (!object.isObject()) {
                throw ProblemException.invalid("body", "The body must be a JSON object");
            }
            return of(object, known);
        } catch (JacksonException malformed) {
            throw ProblemException.invalid("body", "The body is not JSON");
        }
    }

    /** Those of the request's query, and none but these. */
    public static Members ofQuery(ServerRequest request, Set<String> known) {
        ObjectNode object = JSON.createObjectNode();
        request.queryParams().forEach((name, values) -> {
            if (values.size() > 1) {
                throw ProblemException.invalid(name, name + " is there more than once");
            }
            object.put(name, values.get(0));
        });
        return of(object, known);
    }

    private static Members of(JsonNode object, Set<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw ProblemException.invalid(name, "There is no such member");
            }
        }
        return new Members(object);
    }

    private @Nullable JsonNode member(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public @Nullable String text(String name) {
        JsonNode value = member(name);
        return value == null ? null : text(name, value);
    }

    public String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw ProblemException.invalid(name, name + " is missing");
        }
        return text;
    }

    /** Without the one character that no text in the database can have. */
    private static String text(String name, JsonNode value) {
        if (!value.isString()) {
            throw ProblemException.invalid(name, name + " must be a string");
        }
        String text = value.stringValue();
        if (text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(name, name + " must not have a NUL");
        }
        return text;
    }

    /** In a query it is a number in digits. */
    public @Nullable Integer integer(String name, int min, int max) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        try {
            int number = value.isString() ? Integer.parseInt(value.stringValue()) : wholeNumber(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        throw ProblemException.invalid(name, name + " must be a whole number from " + min + " to " + max);
    }

    private static int wholeNumber(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new NumberFormatException();
        }
        return value.intValue();
    }

    /** In a query it is the word. */
    public boolean flag(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return false;
        }
        String text = value.isBoolean() || value.isString() ? value.asString() : "";
        if (!text.equals("true") && !text.equals("false")) {
            throw ProblemException.invalid(name, name + " must be true or false");
        }
        return text.equals("true");
    }

    /** RFC 3339, whose years have four digits; of them the database knows all but the year 0. */
    public @Nullable Instant time(String name) {
        String text = text(name);
        try {
            return text == null ? null : known(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            throw ProblemException.invalid(name, name + " must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static Instant known(Instant time) {
        if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
            throw new DateTimeException("beyond the years 1 to 9999");
        }
        return time;
    }

    public @Nullable List<String> texts(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            throw ProblemException.invalid(name, name + " must be an array of strings");
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(text(name, element)));
        return texts;
    }

    public Map<String, String> textsByName(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw ProblemException.invalid(name, name + " must be an object of strings");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        value.propertyStream().forEach(entry -> texts.put(entry.getKey(), text(name, entry.getValue())));
        return texts;
    }
}
