package io.fourways.gateway.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternIndexTests {

    private final PatternIndex<Integer> index = new PatternIndex<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatMatchesAndNothingElse(long seed) {
        Random random = new Random(seed);
        Map<PatternIndex.Registration<Integer>, NamePattern> model = new LinkedHashMap<>();
        Map<PatternIndex.Registration<Integer>, Integer> members = new LinkedHashMap<>();
        for (int i = 0; i < 3000; i++) {
            if (model.isEmpty() || random.nextInt(5) < 3) {
                NamePattern pattern = pattern(random);
                PatternIndex.Registration<Integer> registration = index.add(pattern, i);
                model.put(registration, pattern);
                members.put(registration, i);
            } else {
                PatternIndex.Registration<Integer> registration =
                        List.copyOf(model.keySet()).get(random.nextInt(model.size()));
                index.remove(registration);
                model.remove(registration);
            }
            String name = name(random);
            List<Integer> found = new ArrayList<>();
            index.forEachMatch(name, found::add);
            assertThat(index.nodes()).isLessThanOrEqualTo(2 * model.size());
            // in order of addition, as the model has them: to compare them in any order takes the square of their
            // number
            found.sort(null);
            assertThat(found)
                    .as(name)
                    .isEqualTo(model.keySet().stream()
                            .filter(registration -> model.get(registration).matches(name))
                            .map(members::get)
                            .toList());
        }
        model.keySet().forEach(index::remove);
        assertThat(index.isEmpty()).isTrue();
    }

    @Test
    void hasTwoNodesForAPatternAtMostHoweverManySegments() {
        for (int length = 1; length <= 120; length++) {
            index.add(NamePattern.ofChannels("a.".repeat(length) + "*.b"), length);
            index.add(NamePattern.ofChannels("a.".repeat(length) + length), length);
            assertThat(index.nodes()).isLessThanOrEqualTo(4 * length);
        }
    }

    private static NamePattern pattern(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(random.nextInt(3) == 0 ? "*" : segment(random)).append('.');
        }
        text.setLength(text.length() - 1);
        if (random.nextInt(10) == 0) {
            return NamePattern.ofChannels("**");
        }
        return NamePattern.ofChannels(random.nextInt(3) == 0 ? text + ".**" : text.toString());
    }

    private static String name(Random random) {
        StringBuilder text = new StringBuilder(segment(random));
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append('.').append(segment(random));
        }
        return text.toString();
    }

    private static String segment(Random random) {
        return List.of("a", "b", "c").get(random.nextInt(3));
    }
}
