package io.fourways.bench.fanload;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What followers say in the end: subscribers of what others publish, who come, go and come back with the place they have.
 *
 * @param n              how many there are
 * @param delivered      events they have had, each counted once
 * @param lost           that stood between two they have had
 * @param dup            that came again
 * @param outOfOrder     that came behind a later one
 * @param silent         followers that have had none
 * @param least          the number of the last event of whoever has the fewest
 * @param toldGaps       how often one was told that events are gone
 * @param reconnects     how often a connection ended, whoever ended it
 * @param putOff         how often one was told to come back later
 * @param httpErrors     answers that are errors and do not say so
 * @param protocolErrors frames or answers that are none, and ends that should not be
 */
public record FollowReport(
        int n,
        long delivered,
        long lost,
        long dup,
        long outOfOrder,
        int silent,
        long least,
        long toldGaps,
        long reconnects,
        long putOff,
        long httpErrors,
        long protocolErrors) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** Of the load's output: the last line. What it has said before are complaints. */
    static FollowReport parse(String output) {
        String last = output.lines().reduce("", (before, line) -> line);
        if (!last.startsWith("{")) {
            throw new IllegalArgumentException("The load has reported nothing: " + output);
        }
        return JSON.readValue(last, FollowReport.class);
    }

    /** Whether each has had everything up to this number, once and in order. */
    public boolean hasAllUpTo(long number) {
        return silent == 0 && least == number && isWhole();
    }

    /** Whether nothing that one had came out of place, and nobody was told anything but to come back. */
    public boolean isWhole() {
        return lost == 0 && dup == 0 && outOfOrder == 0 && toldGaps == 0 && httpErrors == 0 && protocolErrors == 0;
    }
}
