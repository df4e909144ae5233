package io.fourways.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern over dot-separated names, for channels and for event types: {@code *} stands for exactly one segment, a
 * final {@code **} for any number of segments, also none. A pattern without either names one thing. It has at most
 * {@value #MAX_LENGTH} bytes, and takes little more memory than they do.
 *
 * <p>Immutable; two patterns are equal when their texts are.
 */
public final class NamePattern {

    /** The most bytes of a pattern in UTF-8, over whatever names: as many as a channel's. */
    public static final int MAX_LENGTH = Channel.MAX_LENGTH;

    private static final String ONE = "*";
    private static final String ANY = "**";

    private final String text;
    private final int fixed;
    private final boolean deep;

    /** @param fixed how many characters of the text its segments before a final {@code **} are */
    private NamePattern(String text, int fixed, boolean deep) {
        this.text = text;
        this.fixed = fixed;
        this.deep = deep;
    }

    /** @throws InvalidEventException naming {@code channel}, when the text is no pattern over channels */
    public static NamePattern ofChannels(String text) {
        NamePattern pattern = parse("channel", text);
        if (!text.chars().allMatch(c -> c == '.' || c == '*' || Channel.isSegmentCharacter((char) c))) {
            throw new InvalidEventException("channel", "pattern must be dot-separated [A-Za-z0-9_-]+, * or a final **");
        }
        return pattern;
    }

    /** @throws InvalidEventException naming {@code type}, when the text is no pattern over event types */
    public static NamePattern ofTypes(String text) {
        return parse("type", text);
    }

    private static NamePattern parse(String member, String text) {
        if (text.length() > MAX_LENGTH || text.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            throw new InvalidEventException(member, "must be at most " + MAX_LENGTH + " bytes");
        }
        boolean deep = text.equals(ANY) || text.endsWith("." + ANY);
        int fixed = deep ? Math.max(0, text.length() - ANY.length() - 1) : text.length();
        for (String segment : text.equals(ANY) ? List.<String>of() : split(text.substring(0, fixed))) {
            if (segment.isEmpty()) {
                throw new InvalidEventException(member, "pattern has an empty segment");
            }
            if (segment.indexOf('*') >= 0 && !segment.equals(ONE)) {
                throw new InvalidEventException(
                        member, "pattern may use * only as a whole segment and ** only as the last");
            }
        }
        // every name has a first segment, so *.** stands for what ** does
        return new NamePattern(text, deep && fixed == 1 && text.startsWith(ONE) ? 0 : fixed, deep);
    }

    private static List<String> split(String text) {
        return Arrays.asList(text.split("\\.", -1));
    }

    /** Whether the name is one this pattern stands for. Allocates nothing. */
    public boolean matches(String name) {
        int start = 0;
        int at = 0;
        while (at < fixed) {
            if (start > name.length()) {
                return false;
            }
            int end = endOfSegment(name, start);
            int stop = endOfSegment(text, at);
            boolean same = isOne(at, stop)
                    ? end > start
                    : end - start == stop - at && name.regionMatches(start, text, at, stop - at);
            if (!same) {
                return false;
            }
            start = end + 1;
            at = stop + 1;
        }
        return deep || start == name.length() + 1;
    }

    private boolean isOne(int from, int to) {
        return to == from + 1 && text.charAt(from) == '*';
    }

    private static int endOfSegment(String name, int start) {
        int dot = name.indexOf('.', start);
        return dot < 0 ? name.length() : dot;
    }

    /** Whether every name the other pattern stands for is also one of this pattern's. */
    public boolean covers(NamePattern other) {
        int at = 0;
        int there = 0;
        while (at < fixed) {
            if (there >= other.fixed) {
                return false;
            }
            int stop = endOfSegment(text, at);
            int end = endOfSegment(other.text, there);
            boolean same = end - there == stop - at && text.regionMatches(at, other.text, there, stop - at);
            if (!same && !isOne(at, stop)) {
                return false;
            }
            at = stop + 1;
            there = end + 1;
        }
        return deep || (!other.deep && there >= other.fixed);
    }

    /** Whether there is a name that both patterns stand for. */
    public boolean overlaps(NamePattern other) {
        List<String> here = segments();
        List<String> there = other.segments();
        for (int i = 0; i < here.size() && i < there.size(); i++) {
            boolean any = here.get(i).equals(ONE) || there.get(i).equals(ONE);
            if (!any && !here.get(i).equals(there.get(i))) {
                return false;
            }
        }
        return here.size() == there.size() || (here.size() < there.size() ? deep : other.deep);
    }

    /** Whether the pattern names exactly one thing, itself. */
    public boolean isLiteral() {
        return text.indexOf('*') < 0;
    }

    /** The segments before a final {@code **}: literal text or {@code *}; none of {@code *.**}, which is {@code **}. */
    public List<String> segments() {
        return fixed == 0 ? List.of() : List.copyOf(split(text.substring(0, fixed)));
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
