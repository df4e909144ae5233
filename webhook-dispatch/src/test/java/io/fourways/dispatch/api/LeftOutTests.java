package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

class LeftOutTests {

    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^- `(/[^`]+)`");

    private static List<String> svixOperations() throws IOException {
        try (InputStream list = LeftOutTests.class.getResourceAsStream("svix-operations.txt")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static boolean isLeftOut(String operation) {
        PathContainer path = PathContainer.parsePath(path(operation).replaceAll("[{}]", ""));
        return LeftOut.PATHS.stream()
                .map(PathPatternParser.defaultInstance::parse)
                .anyMatch(pattern -> pattern.matches(path));
    }

    private static String path(String operation) {
        return operation.substring(operation.indexOf(' ') + 1);
    }

    @Test
    void isWhatSvixHasAndThisHasNot() throws IOException {
        List<String> served = Operations.served();
        assertThat(svixOperations())
                .filteredOn(operation -> !isLeftOut(operation))
                .allMatch(served::contains);
        assertThat(served).noneMatch(LeftOutTests::isLeftOut);
    }

    @Test
    void isDocumented() throws IOException {
        List<String> documented = DOCUMENTED
                .matcher(Files.readString(Path.of("../docs/webhooks-out.md")))
                .results()
                .map(MatchResult::group)
                .map(line -> line.substring(line.indexOf('`') + 1, line.length() - 1))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(LeftOut.PATHS);
    }
}
