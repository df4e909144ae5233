package io.fourways.bench.fanout;

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
 * @param brokerPid whose CPU time is told apart; the peers have nothing to do with it
 * @param arrivals  what has come of it
 */
record Feeding(FanoutServer server, Load load, Fanload fanload, long brokerPid, Arrivals arrivals)
        implements Contender {

    private static final Duration GETTING_GOING = Duration.ofSeconds(2);

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Measurement measure(Duration length) {
        Channels channels = Channels.fresh();
        List<String> arguments = new ArrayList<>(server.subscribing(load.way(), channels));
        arguments.addAll(server.publishing(channels));
        arguments.addAll(load.arguments(GETTING_GOING.compareTo(length) < 0 ? GETTING_GOING : length, length));
        arguments.addAll(List.of("--server-pids", pids(), "--broker-pids", Long.toString(brokerPid)));
        FanloadReport report = fanload.run(arguments);
        arrivals.add(server.name(), report);
        return measurement(report);
    }

    private String pids() {
        return server.pids().stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private Measurement measurement(FanloadReport report) {
        Map<Part, Duration> cpu = new EnumMap<>(Part.class);
        cpu.put(Part.SERVER, FanloadReport.seconds(report.serverCpuS()));
        cpu.put(Part.BROKER, FanloadReport.seconds(report.brokerCpuS()));
        cpu.put(Part.LOAD, FanloadReport.seconds(report.clientCpuS()));
        return new Measurement(done(report), report.time(), cpu, report.latMs());
    }

    /** Polls are counted by their answers, which hold several events or none. */
    private long done(FanloadReport report) {
        boolean polls = load.way() == Way.LONG_POLL || load.way() == Way.SHORT_POLL;
        return polls ? report.responsesMeasured() : report.measured();
    }
}
