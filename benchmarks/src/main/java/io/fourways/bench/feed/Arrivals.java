package io.fourways.bench.feed;

import io.fourways.bench.fanload.FanloadReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What has become of everything that was published to each server. */
public final class Arrivals {

    private final Map<String, Sum> sums = new LinkedHashMap<>();

    /** Takes account of one more run of the load. */
    public void add(String server, FanloadReport report) {
        sums.merge(server, Sum.of(report), Sum::plus);
    }

    /** Whether everything has arrived once and in order, everywhere. */
    public boolean areWhole() {
        return sums.values().stream().allMatch(Sum::isWhole);
    }

    /** A line each. */
    public String text() {
        return sums.entrySet().stream()
                .map(entry -> "- " + entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private record Sum(
            long expected,
            long delivered,
            long lost,
            long doubled,
            long outOfOrder,
            long refused,
            long cutOff,
            long errors) {

        static Sum of(FanloadReport report) {
            return new Sum(
                    report.expected(),
                    report.delivered(),
                    report.lost(),
                    report.dup(),
                    report.outOfOrder(),
                    report.refused(),
                    report.reconnects(),
                    report.httpErrors() + report.protocolErrors());
        }

        Sum plus(Sum other) {
            return new Sum(
                    expected + other.expected,
                    delivered + other.delivered,
                    lost + other.lost,
                    doubled + other.doubled,
                    outOfOrder + other.outOfOrder,
                    refused + other.refused,
                    cutOff + other.cutOff,
                    errors + other.errors);
        }

        boolean isWhole() {
            return lost == 0 && doubled == 0 && outOfOrder == 0 && refused == 0 && cutOff == 0 && errors == 0;
        }

        @Override
        public String toString() {
            return ("%,d deliveries due, %,d arrived; %,d lost, %,d doubled, %,d out of order, %,d publications refused,"
                            + " %,d connections cut off, %,d errors")
                    .formatted(expected, delivered, lost, doubled, outOfOrder, refused, cutOff, errors);
        }
    }
}
