package io.fourways.gateway.fanout;

import io.fourways.contract.NamePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the members registered under the patterns that a name matches, without looking at the others: a trie over
 * segments. For one thread.
 */
final class PatternIndex<T> {

    private final Node<T> root = new Node<>(null, "");

    /** A member's place under one pattern; what removes it. */
    static final class Registration<T> {

        private final Node<T> node;
        private final boolean deep;
        private final T member;
        private int position;

        private Registration(Node<T> node, boolean deep, T member) {
            this.node = node;
            this.deep = deep;
            this.member = member;
        }
    }

    private static final class Node<T> {

        private final @Nullable Node<T> parent;
        private final String segment;
        private final Map<String, Node<T>> children = new HashMap<>(2);
        private final List<Registration<T>> exact = new ArrayList<>(1);
        private final List<Registration<T>> deep = new ArrayList<>(0);

        private Node(@Nullable Node<T> parent, String segment) {
            this.parent = parent;
            this.segment = segment;
        }

        private List<Registration<T>> members(boolean ofDeepPatterns) {
            return ofDeepPatterns ? deep : exact;
        }

        private boolean isEmpty() {
            return children.isEmpty() && exact.isEmpty() && deep.isEmpty();
        }
    }

    Registration<T> add(NamePattern pattern, T member) {
        Node<T> node = root;
        for (String segment : pattern.segments()) {
            Node<T> parent = node;
            node = parent.children.computeIfAbsent(segment, name -> new Node<>(parent, name));
        }
        Registration<T> registration = new Registration<>(node, pattern.isDeep(), member);
        List<Registration<T>> members = node.members(pattern.isDeep());
        registration.position = members.size();
        members.add(registration);
        return registration;
    }

    void remove(Registration<T> registration) {
        List<Registration<T>> members = registration.node.members(registration.deep);
        Registration<T> last = members.remove(members.size() - 1);
        if (last != registration) {
            members.set(registration.position, last);
            last.position = registration.position;
        }
        prune(registration.node);
    }

    private void prune(Node<T> emptied) {
        Node<T> node = emptied;
        while (node.parent != null && node.isEmpty()) {
            node.parent.children.remove(node.segment);
            node = node.parent;
        }
    }

    /** Whether nothing is left of what was registered. */
    boolean isEmpty() {
        return root.isEmpty();
    }

    /** Passes on every member whose pattern matches; one registered under several patterns may come several times. */
    void forEachMatch(String name, Consumer<T> action) {
        match(root, name, 0, action);
    }

    private void match(Node<T> node, String name, int start, Consumer<T> action) {
        pass(node.deep, action);
        if (start > name.length()) {
            pass(node.exact, action);
            return;
        }
        if (node.children.isEmpty()) {
            return;
        }
        int dot = name.indexOf('.', start);
        int end = dot < 0 ? name.length() : dot;
        Node<T> same = node.children.get(name.substring(start, end));
        if (same != null) {
            match(same, name, end + 1, action);
        }
        Node<T> any = node.children.get("*");
        if (any != null) {
            match(any, name, end + 1, action);
        }
    }

    private static <T> void pass(List<Registration<T>> members, Consumer<T> action) {
        for (int i = 0; i < members.size(); i++) {
            action.accept(members.get(i).member);
        }
    }
}
