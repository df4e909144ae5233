package io.fourways.gateway.session;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Gap;
import io.fourways.service.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.ObjectMapper;

/** What the gateway says on {@code fourways.v1} beside the events themselves: one JSON object each. */
final class Answers {

    private Answers() {}

    static String subscribed(String id, Collection<NamePattern> channels, Cursor cursor) {
        return "{\"id\":%s,\"subscribed\":{\"channels\":%s,\"cursor\":\"%s\"}}".formatted(id, array(channels), cursor);
    }

    static String unsubscribed(String id, Collection<NamePattern> channels) {
        return "{\"id\":%s,\"unsubscribed\":{\"channels\":%s}}".formatted(id, array(channels));
    }

    /** Patterns hold nothing that JSON would escape. */
    private static String array(Collection<NamePattern> patterns) {
        return patterns.stream().map(pattern -> "\"" + pattern + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    static String published(String id, String eventId) {
        StringBuilder quoted = new StringBuilder();
        JsonStringEncoder.getInstance().quoteAsString(eventId, quoted);
        return "{\"id\":%s,\"published\":{\"id\":\"%s\"}}".formatted(id, quoted);
    }

    static String authenticated(String id, @Nullable Instant expires) {
        String end = expires == null ? "null" : "\"" + expires + "\"";
        return "{\"id\":%s,\"authenticated\":{\"expires\":%s}}".formatted(id, end);
    }

    static String error(ObjectMapper json, String id, Throwable failure) {
        String problem = json.writeValueAsString(Problems.of(failure).getBody());
        return "{\"id\":%s,\"error\":%s}".formatted(id, problem);
    }

    static String position(Cursor place) {
        return "{\"position\":{\"cursor\":\"" + place + "\"}}";
    }

    static String gap(Gap gap) {
        return "{\"gap\":" + gap.toJson() + "}";
    }

    static String drain(Duration reconnectAfter) {
        return "{\"drain\":{\"reconnectAfterMs\":" + reconnectAfter.toMillis() + "}}";
    }
}
