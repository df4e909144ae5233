package io.fourways.gateway.pattern;

import io.fourways.contract.NamePattern;
import java.util.function.Consumer;

/**
 * Finds the members registered under the patterns that a name matches, without looking at the others: a trie over
 * segments. However many segments a pattern has, it adds two nodes at most. For one thread.
 */
public final class PatternIndex<T> {

    private final PatternNode<T> root = PatternNode.root();

    /** A member's place under one pattern; what removes it. */
    public static final class Registration<T> {

        private final PatternNode<T> node;
        private final boolean deep;
        int position;

        private Registration(PatternNode<T> node, boolean deep) {
            this.node = node;
            this.deep = deep;
        }
    }

    public Registration<T> add(NamePattern pattern, T member) {
        PatternNode<T> node = root.reach(String.join(".", pattern.segments()));
        Registration<T> registration = new Registration<>(node, pattern.isDeep());
        node.add(registration, member, pattern.isDeep());
        return registration;
    }

    public void remove(Registration<T> registration) {
        registration.node.remove(registration, registration.deep);
    }

    /** Whether nothing is left of what was registered. */
    boolean isEmpty() {
        return root.isEmpty();
    }

    /** How many nodes there are, but for the root. */
    int nodes() {
        return root.below();
    }

    /** Passes on every member whose pattern matches; one registered under several patterns may come several times. */
    public void forEachMatch(String name, Consumer<T> action) {
        root.match(name, 0, action);
    }
}
