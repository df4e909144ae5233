package io.fourways.contract;

import java.util.Arrays;
import java.util.List;

/**
 * A pattern over dot-separated names, for channels and for event types: {@code *} stands for exactly one segment, a
 * final {@code **} for any number of segments, also none. A pattern without either names one thing.
 *
 * <p>Immutable; two patterns are equal when their texts are.
 */
public final class NamePattern {

    private static final String ONE = "*";
    private static final String ANY = "**";

    private final String text;
    private final List<String> segments;
    private final boolean deep;

    private NamePattern(String text, List<String> segments, boolean deep) {
        this.text = text;
        this.segments = segments;
        this.deep = deep;
    }

    /** @throws InvalidEventException naming {@code channel}, when the text is no pattern over channels */
    public static NamePattern ofChannels(String text) {
        if (text.length() > Channel.MAX_LENGTH) {
            throw new InvalidEventException("channel", "must be at most " + Channel.MAX_LENGTH + " bytes");
        }
        NamePattern pattern = parse("channel", text);
        for (String segment : pattern.segments) {
            if (!segment.equals(ONE) && !segment.chars().allMatch(c -> Channel.isSegmentCharacter((char) c))) {
                throw new InvalidEventException(
                        "channel", "pattern must be dot-separated [A-Za-z0-9_-]+, * or a final **");
            }
        }
        return pattern;
    }

    /** @throws InvalidEventException naming {@code type}, when the text is no pattern over event types */
    public static NamePattern ofTypes(String text) {
        return parse("type", text);
    }

    private static NamePattern parse(String member, String text) {
        List<String> parts = Arrays.asList(text.split("\\.", -1));
        boolean deep = parts.get(parts.size() - 1).equals(ANY);
        List<String> fixed = List.copyOf(deep ? parts.subList(0, parts.size() - 1) : parts);
        for (String segment : fixed) {
            if (segment.isEmpty()) {
                throw new InvalidEventException(member, "pattern has an empty segment");
            }
            if (segment.indexOf('*') >= 0 && !segment.equals(ONE)) {
                throw new InvalidEventException(
                        member, "pattern may use * only as a whole segment and ** only as the last");
            }
        }
        // every name has a first segment, so *.** stands for what ** does
        return new NamePattern(text, deep && fixed.equals(List.of(ONE)) ? List.of() : fixed, deep);
    }

    /** Whether the name is one this pattern stands for. Allocates nothing. */
    public boolean matches(String name) {
        int start = 0;
        for (String segment : segments) {
            if (start > name.length()) {
                return false;
            }
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            boolean same = segment.equals(ONE)
                    ? end > start
                    : end - start == segment.length() && name.startsWith(segment, start);
            if (!same) {
                return false;
            }
            start = end + 1;
        }
        return deep || start == name.length() + 1;
    }

    /** Whether every name the other pattern stands for is also one of this pattern's. */
    public boolean covers(NamePattern other) {
        if (deep ? other.segments.size() < segments.size() : other.deep || other.segments.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).equals(ONE) && !segments.get(i).equals(other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the pattern names exactly one thing, itself. */
    public boolean isLiteral() {
        return !deep && !segments.contains(ONE);
    }

    /** The segments before a final {@code **}: literal text or {@code *}; none of {@code *.**}, which is {@code **}. */
    public List<String> segments() {
        return segments;
    }

    /** Whether the pattern ends in {@code **}. */
    public boolean isDeep() {
        return deep;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text it was made from. */
    @Override
    public String toString() {
        return text;
    }
}
