package io.fourways.gateway.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.pattern.PatternIndex.Registration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever was added and removed in whatever order, a name finds those whose patterns it matches, as a naive look finds. */
class PatternIndexPropertyTests {

    private static final String DEEP = "**";

    /**
     * Adds a pattern, or removes one that is there.
     *
     * @param remove which one, counted from the beginning over and over; negative to add
     */
    record Change(String pattern, int remove) {}

    private record Member(String pattern, Registration<String> registration) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(patterns(), Arbitraries.integers().between(-60, 40))
                .as(Change::new)
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "ab", "-")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join(".", parts));
    }

    private static Arbitrary<String> patterns() {
        Arbitrary<String> path =
                Arbitraries.of("a", "b", "ab", "*").list().ofMaxSize(5).map(parts -> String.join(".", parts));
        return Combinators.combine(path, Arbitraries.of(true, false))
                .as((text, deep) -> text.isEmpty() ? DEEP : deep ? text + "." + DEEP : text);
    }

    @Property(tries = 1000)
    void findsThoseThatMatch(@ForAll("changes") List<Change> changes, @ForAll("names") String name) {
        PatternIndex<String> index = new PatternIndex<>();
        List<Member> model = new ArrayList<>();
        for (Change change : changes) {
            if (change.remove < 0 || model.isEmpty()) {
                model.add(
                        new Member(change.pattern, index.add(NamePattern.ofChannels(change.pattern), change.pattern)));
            } else {
                index.remove(model.remove(change.remove % model.size()).registration);
            }
            List<String> found = new ArrayList<>();
            index.forEachMatch(name, found::add);
            assertThat(found).containsExactlyInAnyOrderElementsOf(matching(model, name));
        }
        model.forEach(member -> index.remove(member.registration));
        assertThat(index.isEmpty()).isTrue();
        assertThat(index.nodes()).isZero();
    }

    private static List<String> matching(List<Member> model, String name) {
        return model.stream()
                .map(Member::pattern)
                .filter(pattern -> matches(pattern, name))
                .toList();
    }

    private static boolean matches(String pattern, String name) {
        List<String> wanted = new ArrayList<>(List.of(pattern.split("\\.", -1)));
        List<String> given = List.of(name.split("\\.", -1));
        boolean deep = wanted.remove(DEEP);
        if (deep ? given.size() < wanted.size() : given.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).equals("*") && !wanted.get(i).equals(given.get(i))) {
                return false;
            }
        }
        return true;
    }
}
