package io.fourways.gateway.pattern;

import io.fourways.gateway.pattern.PatternIndex.Registration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link PatternIndex}: what patterns have in common behind what they have in common above it. It stands for
 * as many segments as no pattern ends or branches off within, and so it is under a pattern that it ends, or has two
 * children at least.
 */
final class PatternNode<T> {

    private @Nullable PatternNode<T> parent;
    private String segments;
    /** By the first of their segments. */
    private Map<String, PatternNode<T>> children = Map.of();

    private @Nullable Members<T> exact;
    private @Nullable Members<T> deep;

    private PatternNode(@Nullable PatternNode<T> parent, String segments) {
        this.parent = parent;
        this.segments = segments;
    }

    /** The one that stands for no segment. */
    static <T> PatternNode<T> root() {
        return new PatternNode<>(null, "");
    }

    /** The node behind this one that is reached by these segments, which is made if it is not there. */
    PatternNode<T> reach(String path) {
        PatternNode<T> node = this;
        String left = path;
        while (!left.isEmpty()) {
            PatternNode<T> child = node.children.get(first(left));
            if (child == null) {
                return node.put(new PatternNode<>(node, left));
            }
            int common = common(child.segments, left);
            node = common == child.segments.length() ? child : child.split(common);
            left = common == left.length() ? "" : left.substring(common + 1);
        }
        return node;
    }

    private static String first(String segments) {
        return segments.substring(0, endOfSegment(segments, 0));
    }

    private static int endOfSegment(String text, int start) {
        int dot = text.indexOf('.', start);
        return dot < 0 ? text.length() : dot;
    }

    /** How many characters the first segments are that both have. */
    private static int common(String one, String other) {
        int common = 0;
        int start = 0;
        while (start <= one.length() && start <= other.length()) {
            int end = endOfSegment(one, start);
            if (end != endOfSegment(other, start) || !one.regionMatches(start, other, start, end - start)) {
                return common;
            }
            common = end;
            start = end + 1;
        }
        return common;
    }

    /** A new node between the parent and this one, which takes the first so many characters over. */
    private PatternNode<T> split(int length) {
        PatternNode<T> upper = new PatternNode<>(parent, segments.substring(0, length));
        if (parent != null) {
            parent.put(upper);
        }
        parent = upper;
        segments = segments.substring(length + 1);
        upper.put(this);
        return upper;
    }

    private PatternNode<T> put(PatternNode<T> child) {
        String key = first(child.segments);
        if (children.isEmpty() || (children.size() == 1 && children.containsKey(key))) {
            children = Map.of(key, child);
        } else {
            children = children.size() == 1 ? new HashMap<>(children) : children;
            children.put(key, child);
        }
        return child;
    }

    private void drop(PatternNode<T> child) {
        if (children.size() == 1) {
            children = Map.of();
        } else {
            children.remove(first(child.segments));
            children = children.size() == 1 ? Map.copyOf(children) : children;
        }
    }

    void add(Registration<T> registration, T member, boolean ofDeepPattern) {
        Members<T> members = ofDeepPattern ? deep : exact;
        if (members == null) {
            members = new Members<>();
            set(members, ofDeepPattern);
        }
        members.add(registration, member);
    }

    void remove(Registration<T> registration, boolean ofDeepPattern) {
        Members<T> members = ofDeepPattern ? deep : exact;
        if (members != null && members.remove(registration)) {
            set(null, ofDeepPattern);
            shrink();
        }
    }

    private void set(@Nullable Members<T> members, boolean ofDeepPatterns) {
        if (ofDeepPatterns) {
            deep = members;
        } else {
            exact = members;
        }
    }

    /** Goes, if no pattern ends or branches off here. */
    private void shrink() {
        if (parent == null || exact != null || deep != null || children.size() > 1) {
            return;
        }
        if (children.isEmpty()) {
            parent.drop(this);
            parent.shrink();
        } else {
            PatternNode<T> child = children.values().iterator().next();
            child.segments = segments + '.' + child.segments;
            child.parent = parent;
            parent.put(child);
        }
    }

    boolean isEmpty() {
        return children.isEmpty() && exact == null && deep == null;
    }

    int below() {
        return children.size()
                + children.values().stream().mapToInt(PatternNode::below).sum();
    }

    /** Passes on the members, here and below, whose patterns match a name of which this is reached at so many characters. */
    void match(String name, int reached, Consumer<T> action) {
        pass(deep, action);
        if (reached > name.length()) {
            pass(exact, action);
        } else if (!children.isEmpty()) {
            match(children.get(name.substring(reached, endOfSegment(name, reached))), name, reached, action);
            match(children.get("*"), name, reached, action);
        }
    }

    private static <T> void match(@Nullable PatternNode<T> child, String name, int start, Consumer<T> action) {
        int reached = child == null ? -1 : child.behind(name, start);
        if (child != null && reached >= 0) {
            child.match(name, reached, action);
        }
    }

    /** Where in the name, from where it is matched on, what matches this node's segments ends; -1 when they do not match. */
    private int behind(String name, int start) {
        int at = 0;
        int there = start;
        while (at <= segments.length()) {
            if (there > name.length()) {
                return -1;
            }
            int stop = endOfSegment(segments, at);
            int end = endOfSegment(name, there);
            boolean any = stop == at + 1 && segments.charAt(at) == '*';
            if (!any && (end - there != stop - at || !name.regionMatches(there, segments, at, stop - at))) {
                return -1;
            }
            at = stop + 1;
            there = end + 1;
        }
        return there;
    }

    private static <T> void pass(@Nullable Members<T> members, Consumer<T> action) {
        if (members != null) {
            members.forEach(action);
        }
    }
}
