package io.fourways.gateway.read;

import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.position.Start;
import io.fourways.gateway.way.Way;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;

/** Reads the parameters of the one resource; what is wrong with one is a 400 that names it. */
final class ReadParameters {

    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private static final Pattern PREFER_WAIT =
            Pattern.compile("(?i)(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])");

    /** A quoted text that is more than a number: what is in it is no preference. */
    private static final Pattern QUOTED = Pattern.compile("\"(?!\\d*\")(?:[^\"\\\\]|\\\\.)*\"");

    private final MultiValueMap<String, String> query;
    private final HttpHeaders headers;
    private final int maxChannels;

    ReadParameters(ServerHttpRequest request, int maxChannels) {
        this.query = request.getQueryParams();
        this.headers = request.getHeaders();
        this.maxChannels = maxChannels;
    }

    /** What is selected; without any channel only where the way can select later. */
    Selection selection(boolean channelsMayComeLater) {
        List<NamePattern> channels = patterns("channel", NamePattern::ofChannels);
        if (channels.isEmpty() && !channelsMayComeLater) {
            throw ProblemException.invalid("channel", "channel is missing: name at least one");
        }
        return new Selection(channels, patterns("type", NamePattern::ofTypes));
    }

    private List<NamePattern> patterns(String member, Function<String, NamePattern> parser) {
        List<String> texts = query.getOrDefault(member, List.of());
        if (texts.size() > maxChannels) {
            throw ProblemException.invalid(member, member + " may be given at most " + maxChannels + " times");
        }
        List<NamePattern> patterns = new ArrayList<>(texts.size());
        for (@Nullable String text : texts) {
            try {
                patterns.add(parser.apply(text == null ? "" : text));
            } catch (InvalidEventException malformed) {
                throw ProblemException.invalid(member, String.valueOf(malformed.getMessage()));
            }
        }
        return patterns.stream().distinct().toList();
    }

    /** Where to begin: what an EventSource says when it comes back wins over what its URL said at first. */
    Start start(Way way) {
        String lastEventId = way == Way.SSE ? headers.getFirst("Last-Event-ID") : null;
        if (lastEventId != null && !lastEventId.isEmpty()) {
            return Start.after(lastEventId);
        }
        String after = Objects.requireNonNullElse(query.getFirst("after"), "");
        OptionalInt last = number("last", 1, MAX_LIMIT);
        if (!after.isEmpty() && last.isPresent()) {
            throw ProblemException.invalid("last", "last and after exclude each other");
        }
        if (last.isPresent()) {
            return new Start.Last(last.getAsInt());
        }
        return after.isEmpty() ? new Start.Now() : Start.after(after);
    }

    /** The place that {@code If-None-Match} names: an answer's {@code ETag} is its cursor. */
    @Nullable
    Cursor known() {
        return ReadRequest.tags(headers).stream()
                .map(tag -> tag.replaceFirst("^W/", "").replace("\"", ""))
                .flatMap(tag -> Cursor.parse(tag).stream())
                .findFirst()
                .orElse(null);
    }

    int limit() {
        return number("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
    }

    /** How long to be kept waiting, by the query or by preference (RFC 7240); never longer than {@link #MAX_WAIT}. */
    Duration waiting() {
        OptionalInt inQuery = number("wait", 0, Integer.MAX_VALUE);
        Optional<Integer> preferred = headers.getOrEmpty("Prefer").stream()
                .flatMap(ReadParameters::preferredWait)
                .findFirst();
        Duration asked = Duration.ofSeconds(inQuery.isPresent() ? inQuery.getAsInt() : preferred.orElse(0));
        return asked.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : asked;
    }

    private static Stream<Integer> preferredWait(String header) {
        Matcher matcher = PREFER_WAIT.matcher(QUOTED.matcher(header).replaceAll("\"\""));
        return matcher.find() ? Stream.of(Integer.valueOf(matcher.group(1))) : Stream.empty();
    }

    private OptionalInt number(String member, int min, int max) {
        String text = query.getFirst(member);
        if (text == null || text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException malformed) {
            // is answered below, like a number outside the range
        }
        throw ProblemException.invalid(member, member + " must be a whole number from " + min + " to " + max);
    }
}
