package io.fourways.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The same channels read in the four ways at the same time, from one common place to another. */
final class Trial implements AutoCloseable {

    private final URI gateway;
    private final String title;
    private final List<String> channels;
    private final String from;
    private final List<Participant> participants = new ArrayList<>();

    private Trial(URI gateway, String title, List<String> channels, String from) {
        this.gateway = gateway;
        this.title = title;
        this.channels = channels;
        this.from = from;
    }

    /** A trial in which every way has begun to read from now on. */
    static Trial start(URI gateway, String title, List<String> channels) throws IOException, InterruptedException {
        Subscriber now = new Subscriber(gateway, channels, null);
        Polling.ofShortKind().next(now);
        Trial trial = new Trial(gateway, title, channels, Objects.requireNonNull(now.cursor()));
        for (Way way : Way.values()) {
            trial.participants.add(Participant.start(way, gateway, channels, trial.from));
        }
        return trial;
    }

    /** The figures so far. */
    List<String> table() {
        Table table = new Table().row(title, Figures.TITLES);
        participants.forEach(
                each -> table.row("  " + each.way().title(), each.figures().cells()));
        return table.lines();
    }

    /** Compares what each way has received with what the log holds now, waiting that long for those behind. */
    List<Verdict> finish(Duration patience) throws IOException, InterruptedException {
        List<String> log = log();
        participants.forEach(each -> each.subscriber().hurry());
        Instant deadline = Instant.now().plus(patience);
        while (!haveAll(log) && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return participants.stream().map(each -> Verdict.on(title, each, log)).toList();
    }

    @Override
    public void close() throws IOException {
        for (Participant each : participants) {
            each.close();
        }
    }

    private List<String> log() throws IOException, InterruptedException {
        Subscriber reader = new Subscriber(gateway, channels, from);
        Polling polling = Polling.ofShortKind();
        while (polling.next(reader).more()) {
            // the next page follows
        }
        return reader.tally().identities();
    }

    private boolean haveAll(List<String> log) {
        return participants.stream().allMatch(each -> log.stream()
                .skip(Math.max(0, log.size() - 1L))
                .allMatch(each.subscriber().tally()::has));
    }
}
