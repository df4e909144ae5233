package io.fourways.service.logs;

import io.fourways.contract.Logs;
import jakarta.validation.constraints.AssertTrue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which logs there are beside the default one. Every service must be told the same.
 *
 * @param logs for each of them, by its name, the first segments of the channels whose events it keeps. By default none
 */
@Validated
@ConfigurationProperties("fourways")
public record LogsProperties(@DefaultValue Map<String, List<String>> logs) {

    /** One that an environment variable's name can have in it, and that leaves a cursor its length. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,24}");

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    public LogsProperties {
        logs = Map.copyOf(logs);
    }

    @AssertTrue(message = "fourways.logs: a log's name is 1 to 24 characters of a-z and 0-9, and not default")
    boolean isEachNameUsable() {
        return logs.keySet().stream().allMatch(name -> NAME.matcher(name).matches() && !name.equals(Logs.DEFAULT));
    }

    @AssertTrue(message = "fourways.logs: a log keeps at least one segment, and each is the first of a channel's name")
    boolean isEachSegmentOne() {
        return logs.values().stream()
                .allMatch(segments -> !segments.isEmpty()
                        && segments.stream()
                                .allMatch(segment -> SEGMENT.matcher(segment).matches()));
    }

    @AssertTrue(message = "fourways.logs: a segment is kept in one log only")
    boolean isEachSegmentKeptOnce() {
        Set<String> seen = new HashSet<>();
        return logs.values().stream().flatMap(List::stream).allMatch(seen::add);
    }
}
