package io.fourways.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Patterns against a model of them: a regular expression to match, every name of a small universe to cover. */
class NamePatternModelTests {

    private static final long SEED = 20261123;

    @Test
    void matchesWhatItsRegularExpressionMatches() {
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            String pattern = randomPattern(random);
            String name = randomName(random);
            assertThat(NamePattern.ofChannels(pattern).matches(name))
                    .as("%s matches %s (seed %d, round %d)", pattern, name, SEED, i)
                    .isEqualTo(model(pattern).matcher(name).matches());
        }
    }

    /** The universe has a segment that no pattern names, and names longer than any pattern: counterexamples enough. */
    @Test
    void coversExactlyThePatternsWhoseEveryNameItMatches() {
        List<String> universe = sequences(List.of("a", "b", "other"), 4);
        List<NamePattern> patterns =
                allPatterns().stream().map(NamePattern::ofChannels).toList();
        for (NamePattern wide : patterns) {
            for (NamePattern narrow : patterns) {
                boolean everyName = universe.stream().filter(narrow::matches).allMatch(wide::matches);
                assertThat(wide.covers(narrow)).as("%s covers %s", wide, narrow).isEqualTo(everyName);
            }
        }
    }

    @Test
    void overlapsExactlyThePatternsThatItHasANameInCommonWith() {
        List<String> universe = sequences(List.of("a", "b", "other"), 4);
        List<NamePattern> patterns =
                allPatterns().stream().map(NamePattern::ofChannels).toList();
        for (NamePattern one : patterns) {
            for (NamePattern other : patterns) {
                boolean anyName = universe.stream().filter(one::matches).anyMatch(other::matches);
                assertThat(one.overlaps(other)).as("%s overlaps %s", one, other).isEqualTo(anyName);
            }
        }
    }

    private static Pattern model(String pattern) {
        String regex = pattern.replace(".", "\\.").replace("*", "[^.]+");
        regex = regex.equals("[^.]+[^.]+") ? ".+" : regex.replace("\\.[^.]+[^.]+", "(\\..+)?");
        return Pattern.compile(regex);
    }

    private static String randomName(Random random) {
        return random.ints(1 + random.nextInt(4), 0, 3)
                .mapToObj(List.of("a", "ab", "b")::get)
                .collect(Collectors.joining("."));
    }

    private static String randomPattern(Random random) {
        String fixed = random.ints(1 + random.nextInt(3), 0, 5)
                .mapToObj(List.of("a", "ab", "b", "*", "*")::get)
                .collect(Collectors.joining("."));
        return switch (random.nextInt(4)) {
            case 0 -> fixed + ".**";
            case 1 -> random.nextInt(8) == 0 ? "**" : fixed + ".**";
            default -> fixed;
        };
    }

    private static List<String> allPatterns() {
        List<String> patterns = new ArrayList<>(List.of("**"));
        for (String fixed : sequences(List.of("a", "b", "*"), 3)) {
            patterns.add(fixed);
            patterns.add(fixed + ".**");
        }
        return patterns;
    }

    private static List<String> sequences(List<String> segments, int longest) {
        List<String> all = new ArrayList<>();
        List<String> last = List.of("");
        for (int length = 1; length <= longest; length++) {
            last = last.stream()
                    .flatMap(head -> segments.stream().map(tail -> head.isEmpty() ? tail : head + "." + tail))
                    .toList();
            all.addAll(last);
        }
        return all;
    }
}
