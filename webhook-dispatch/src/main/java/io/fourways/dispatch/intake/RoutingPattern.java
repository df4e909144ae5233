package io.fourways.dispatch.intake;

import io.fourways.contract.NamePattern;

/** A channel pattern as a topic exchange knows it. */
final class RoutingPattern {

    private static final String ANY = "#";

    private RoutingPattern() {}

    /** {@code *} is one segment there too; a final {@code **} is {@code #}, which stands for none as well. */
    static String of(NamePattern pattern) {
        String fixed = String.join(".", pattern.segments());
        if (!pattern.isDeep()) {
            return fixed;
        }
        return fixed.isEmpty() ? ANY : fixed + "." + ANY;
    }
}
