package io.fourways.bench.feed;

import io.fourways.bench.fanload.Fanload;
import io.fourways.bench.fanload.FanloadReport;
import io.fourways.bench.peer.Channels;
import io.fourways.bench.peer.FanoutServer;
import io.fourways.bench.peer.Way;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A server under a load. Each turn connects anew, on channels of its own, and is on its way before it counts.
 *
 * @param server    whose CPU time counts
 * @param load      what it is burdened with
 * @param fanload   by whom
 * @param arrivals  what has come of it
 */
public record Feeding(FanoutServer server, Load load, Fanload fanload, Arrivals arrivals) implements Contender {

    private static final Duration GETTING_GOING = Duration.ofSeconds(2);

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Measurement measure(Duration length) {
        return measurement(run(length));
    }

    /**
     * With as much as it can take, since at a low rate a JVM would go on being compiled while it counts; then as it counts, since what was
     * compiled for much is compiled anew for little.
     */
    @Override
    public void warmUp(Duration length) {
        Load most = load.atItsMost();
        if (!most.equals(load)) {
            var unused = new Feeding(server, most, fanload, arrivals).run(length);
        }
        var unused = run(length);
    }

    /** The same, with all that the load has to say about it. */
    public FanloadReport run(Duration length) {
        Channels channels = Channels.fresh();
        List<String> arguments = new ArrayList<>(server.subscribing(load.way(), channels));
        arguments.addAll(server.publishing(channels));
        arguments.addAll(load.arguments(gettingGoing(length), length));
        arguments.addAll(List.of("--server-pids", list(server.pids()), "--broker-pids", list(server.brokerPids())));
        FanloadReport report = fanload.run(arguments);
        arrivals.add(server.name(), report);
        return report;
    }

    /** Only connects, and lets them be for so long: nothing is published. */
    public FanloadReport connect(Duration rest) {
        List<String> arguments = new ArrayList<>(server.subscribing(load.way(), Channels.fresh()));
        arguments.addAll(load.arguments(Duration.ZERO, Duration.ZERO));
        arguments.addAll(
                List.of("--settle", Double.toString(rest.toMillis() / 1e3), "--server-pids", list(server.pids())));
        FanloadReport report = fanload.run(arguments);
        arrivals.add(server.name(), report);
        return report;
    }

    /** How long it takes until what counts begins. */
    public static Duration gettingGoing(Duration length) {
        return GETTING_GOING.compareTo(length) < 0 ? GETTING_GOING : length;
    }

    private static String list(List<Long> pids) {
        return pids.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private Measurement measurement(FanloadReport report) {
        Map<Part, Duration> cpu = new EnumMap<>(Part.class);
        cpu.put(Part.SERVER, FanloadReport.seconds(report.serverCpuS()));
        if (!server.brokerPids().isEmpty()) {
            cpu.put(Part.BROKER, FanloadReport.seconds(report.brokerCpuS()));
        }
        cpu.put(Part.LOAD, FanloadReport.seconds(report.clientCpuS()));
        return new Measurement(done(report), report.time(), cpu, report.latMs());
    }

    /** Polls are counted by their answers, which hold several events or none. */
    private long done(FanloadReport report) {
        boolean polls = load.way() == Way.LONG_POLL || load.way() == Way.SHORT_POLL;
        return polls ? report.responsesMeasured() : report.measured();
    }
}
