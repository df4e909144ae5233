package io.fourways.gateway.session;

import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.position.Start;
import io.fourways.service.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a command is about; whatever is wrong with it is a 400 that names the member. */
final class Arguments {

    private static final int MAX_LAST = 1000;

    private final JsonNode object;

    private Arguments(JsonNode object) {
        this.object = object;
    }

    /** @param known the members that the command has */
    static Arguments of(ObjectMapper json, String command, byte[] text, Set<String> known) {
        JsonNode node = read(json, command, text);
        if (!node.isObject()) {
            throw ProblemException.invalid(command, command + " must be an object");
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw ProblemException.invalid(name, command + " has no member of this name; it has " + known);
            }
        }
        return new Arguments(node);
    }

    private static JsonNode read(ObjectMapper json, String command, byte[] text) {
        try {
            return json.readTree(text);
        } catch (JacksonException tooDeep) {
            throw ProblemException.invalid(command, command + " is not what this command takes");
        }
    }

    /** @param maxChannels how many channel patterns there may be */
    Selection selection(int maxChannels) {
        return new Selection(channels(maxChannels), patterns("type", maxChannels, NamePattern::ofTypes));
    }

    /** The channel patterns, at least one. */
    List<NamePattern> channels(int maxChannels) {
        List<NamePattern> channels = patterns("channels", maxChannels, NamePattern::ofChannels);
        if (channels.isEmpty()) {
            throw ProblemException.invalid("channels", "channels must name at least one");
        }
        return channels;
    }

    private List<NamePattern> patterns(String member, int max, Function<String, NamePattern> parser) {
        List<String> texts = texts(member);
        if (texts.size() > max) {
            throw ProblemException.invalid(member, member + " may hold at most " + max);
        }
        try {
            return texts.stream().map(parser).distinct().toList();
        } catch (InvalidEventException malformed) {
            throw ProblemException.invalid(member, String.valueOf(malformed.getMessage()));
        }
    }

    private List<String> texts(String member) {
        JsonNode value = object.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (value.isString()) {
            return List.of(value.stringValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isString()) {
                throw notTexts(member);
            }
            texts.add(item.stringValue());
        }
        if (!value.isArray()) {
            throw notTexts(member);
        }
        return texts;
    }

    private static ProblemException notTexts(String member) {
        return ProblemException.invalid(member, member + " must be an array of strings");
    }

    Start start() {
        String after = text("after");
        JsonNode last = object.path("last");
        if (last.isMissingNode() || last.isNull()) {
            return after == null || after.isEmpty() ? new Start.Now() : Start.after(after);
        }
        if (after != null && !after.isEmpty()) {
            throw ProblemException.invalid("last", "last and after exclude each other");
        }
        if (!last.isInt() || last.intValue() < 1 || last.intValue() > MAX_LAST) {
            throw ProblemException.invalid("last", "last must be a whole number from 1 to " + MAX_LAST);
        }
        return new Start.Last(last.intValue());
    }

    /** A text; null when there is none. */
    @Nullable
    String text(String member) {
        JsonNode value = object.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw ProblemException.invalid(member, member + " must be a string");
        }
        return value.stringValue();
    }
}
