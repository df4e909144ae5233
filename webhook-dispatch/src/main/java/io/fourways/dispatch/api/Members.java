package io.fourways.dispatch.api;

import io.fourways.service.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
 * What a request says: the members of its JSON object, or the parameters of its query. Whatever is not as it should be is
 * an {@link InvalidRequest} that names it and repeats nothing of it, for it may be a secret. A member that is null is
 * absent, but see {@link #says}. Members that nobody asks for are ignored, as Svix does, whose clients grow.
 */
public final class Members {

    /** How large a body may be that is no message. */
    public static final DataSize MAX_BODY = DataSize.ofKilobytes(256);

    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String part;
    private final JsonNode object;

    private Members(String part, JsonNode object) {
        this.part = part;
        this.object = object;
    }

    /** Those of the request's body, which is not larger than {@link #MAX_BODY}. */
    public static Mono<Members> ofBody(ServerRequest request) {
        return bodyOf(request, MAX_BODY).map(Members::parse);
    }

    /** The body itself, which must be said to be JSON. */
    public static Mono<byte[]> bodyOf(ServerRequest request, DataSize limit) {
        boolean json = request.headers()
                .contentType()
                .filter(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
                .isPresent();
        return json
                ? BodyMemory.read(request, limit)
                : Mono.error(new ProblemException(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported-media-type",
                        "Unsupported Media Type",
                        "Send application/json"));
    }

    /** Those of a body. */
    public static Members parse(byte[] body) {
        try {
            JsonNode object = ExactJson.read(body);
            if (!object.isObject()) {
                throw InvalidRequest.inBody("The body must be a JSON object");
            }
            return new Members("body", object);
        } catch (JacksonException malformed) {
            throw InvalidRequest.inBody("The body is not JSON");
        }
    }

    /** Those of the request's query; of one that is there more than once the first. */
    public static Members ofQuery(ServerRequest request) {
        ObjectNode object = JSON.createObjectNode();
        request.queryParams().toSingleValueMap().forEach(object::put);
        return new Members("query", object);
    }

    /** Whether the member is there, be it null: then it is to be taken away from what has it. */
    public boolean says(String name) {
        return object.has(name);
    }

    /** The error that this member is, or something within it. */
    public InvalidRequest invalid(String msg, String... names) {
        return InvalidRequest.in(part, msg, names);
    }

    private @Nullable JsonNode member(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The member as it is. */
    public @Nullable JsonNode json(String name) {
        JsonNode value = member(name);
        if (value != null && !Storable.is(value)) {
            throw invalid(Storable.RULE, name);
        }
        return value;
    }

    public @Nullable String text(String name) {
        JsonNode value = member(name);
        return value == null ? null : text(value, name);
    }

    public String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    public InvalidRequest missing(String name) {
        return invalid("is missing", name);
    }

    private String text(JsonNode value, String... names) {
        if (!value.isString()) {
            throw invalid("must be a string", names);
        }
        if (!Storable.is(value.stringValue())) {
            throw invalid(Storable.RULE, names);
        }
        return value.stringValue();
    }

    /** A {@linkplain Names name}. */
    public @Nullable String name(String name) {
        String text = text(name);
        if (text != null && !Names.isName(text)) {
            throw invalid(Names.RULE, name);
        }
        return text;
    }

    /** In a query it is a number in digits. */
    public @Nullable Integer integer(String name, int min, int max) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        Integer number = wholeNumber(value);
        if (number == null || number < min || number > max) {
            throw invalid("must be a whole number from " + min + " to " + max, name);
        }
        return number;
    }

    private @Nullable Integer wholeNumber(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        try {
            return isQuery() && value.isString() ? Integer.valueOf(value.stringValue()) : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private boolean isQuery() {
        return part.equals("query");
    }

    /** In a query it is the word. */
    public @Nullable Boolean flag(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        String word = value.isBoolean() || isQuery() ? value.asString() : "";
        if (!word.equals("true") && !word.equals("false")) {
            throw invalid("must be true or false", name);
        }
        return word.equals("true");
    }

    public boolean flag(String name, boolean otherwise) {
        Boolean flag = flag(name);
        return flag == null ? otherwise : flag;
    }

    /** RFC 3339, whose years have four digits; of them the database knows all but the year 0. */
    public @Nullable Instant time(String name) {
        String text = text(name);
        try {
            return text == null ? null : known(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            throw invalid("must be a time such as 2026-01-31T12:00:00Z", name);
        }
    }

    private static Instant known(Instant time) {
        if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
            throw new DateTimeException("beyond the years 1 to 9999");
        }
        return time;
    }

    /** Texts without repetitions, in their order. */
    public @Nullable List<String> texts(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            throw invalid("must be an array of strings", name);
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < value.size(); i++) {
            texts.add(text(value.get(i), name, "[" + i + "]"));
        }
        return List.copyOf(texts);
    }

    /** Texts by names; those that are null are left out. */
    public @Nullable Map<String, String> textsByName(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            throw invalid("must be an object of strings", name);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        value.propertyStream()
                .filter(entry -> !entry.getValue().isNull())
                .forEach(entry -> texts.put(entry.getKey(), text(entry.getValue(), name, entry.getKey())));
        return texts;
    }
}
