package io.fourways.bench.soak;

import io.fourways.bench.fanload.Fanload;
import io.fourways.bench.fanload.FollowReport;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.report.MarkdownTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All crowds, each a process of the load client. */
final class Followers implements AutoCloseable {

    private final Map<Crowd, Fanload.Running> crowds = new LinkedHashMap<>();

    /** Everybody comes. */
    static Followers of(Gateway gateway, SoakPlan plan) {
        Fanload fanload = Fanload.compiled();
        Followers followers = new Followers();
        for (Crowd all : Crowd.all()) {
            Crowd crowd = all.upTo(plan.share());
            List<String> arguments = new ArrayList<>(
                    gateway.following(crowd.way(), crowd.stream().query()));
            arguments.addAll(crowd.arguments(plan.stay()));
            arguments.addAll(List.of("--label", crowd.name()));
            followers.crowds.put(crowd, fanload.start(arguments));
        }
        return followers;
    }

    /** All leave at once, and come back. */
    void storm() {
        crowds.values().forEach(Fanload.Running::storm);
    }

    /** Waits until each has had everything that was published, and ends them. */
    Map<Crowd, FollowReport> end() {
        crowds.values().forEach(Fanload.Running::tellToEnd);
        Map<Crowd, FollowReport> reports = new LinkedHashMap<>();
        crowds.forEach((crowd, running) -> reports.put(crowd, running.followed()));
        return reports;
    }

    /** What has come of it, when so many events of each stream were published. */
    static String table(Map<Crowd, FollowReport> reports, long published) {
        MarkdownTable table = new MarkdownTable(List.of(
                "who", "clients", "events had", "came back", "put off", "lost", "doubled", "out of order", "errors"));
        reports.forEach((crowd, report) -> table.row(List.of(
                crowd.name(),
                number(report.n()),
                number(report.delivered()),
                number(report.reconnects()),
                number(report.putOff()),
                crowd.isServed() ? number(lost(report, published)) : "–",
                number(report.dup()),
                number(report.outOfOrder()),
                number(report.httpErrors() + report.protocolErrors()))));
        return table.toString();
    }

    /** Those in between, what one was told is gone, and what whoever has the fewest lacks in the end. */
    private static long lost(FollowReport report, long published) {
        return report.lost() + report.toldGaps() + report.silent() + published - report.least();
    }

    static boolean areWhole(Map<Crowd, FollowReport> reports, long published) {
        return reports.entrySet().stream()
                .allMatch(entry -> entry.getKey().isServed()
                        ? entry.getValue().hasAllUpTo(published)
                        : entry.getValue().isWhole());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    void assertAllThere() {
        crowds.forEach((crowd, running) -> {
            if (!running.isAlive()) {
                throw new IllegalStateException("The load has ended: " + crowd.name() + ": " + running.await());
            }
        });
    }

    @Override
    public void close() {
        crowds.values().stream().filter(Fanload.Running::isAlive).forEach(Fanload.Running::kill);
    }
}
