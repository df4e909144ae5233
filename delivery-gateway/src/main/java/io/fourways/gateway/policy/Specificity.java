package io.fourways.gateway.policy;

import io.fourways.contract.NamePattern;
import java.util.Comparator;
import java.util.List;

/**
 * Orders patterns, the most specific first. Segment by segment from the left, a name is more specific than {@code *}, and either
 * than {@code **}: so of two that one channel matches, the one that says more of where the channel belongs.
 */
final class Specificity implements Comparator<NamePattern> {

    private static final String END = "";

    @Override
    public int compare(NamePattern one, NamePattern other) {
        List<String> here = one.segments();
        List<String> there = other.segments();
        for (int i = 0; i <= Math.min(here.size(), there.size()); i++) {
            int byRank = Integer.compare(rank(one, segment(here, i)), rank(other, segment(there, i)));
            if (byRank != 0) {
                return byRank;
            }
            int byName = segment(here, i).compareTo(segment(there, i));
            if (byName != 0) {
                return byName;
            }
        }
        return 0;
    }

    private static String segment(List<String> segments, int index) {
        return index < segments.size() ? segments.get(index) : END;
    }

    private static int rank(NamePattern pattern, String segment) {
        if (segment.equals(END)) {
            return pattern.isDeep() ? 3 : 2;
        }
        return segment.equals("*") ? 1 : 0;
    }
}
