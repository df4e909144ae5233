package io.fourways.dispatch.egress.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports next to each other, written {@code 443} or {@code 1024-65535}.
 *
 * @param first the lowest
 * @param last  the highest
 */
public record PortRange(int first, int last) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final int HIGHEST = 65_535;

    /** Reads one. Empty when the text is none. */
    public static Optional<PortRange> parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(written.group(1));
        int last = written.group(2) == null ? first : Integer.parseInt(written.group(2));
        return first < 1 || last > HIGHEST || first > last ? Optional.empty() : Optional.of(new PortRange(first, last));
    }

    boolean contains(int port) {
        return first <= port && port <= last;
    }
}
