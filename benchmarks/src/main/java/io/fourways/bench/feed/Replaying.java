package io.fourways.bench.feed;

import io.fourways.bench.fanload.Fanload;
import io.fourways.bench.fanload.FanloadReport;
import io.fourways.bench.peer.Channels;
import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.Way;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that many come back for, all at once.
 *
 * @param gateway  has them
 * @param fanload  wants them
 * @param channels where they are
 * @param cursor   behind which
 * @param events   how many
 */
public record Replaying(Gateway gateway, Fanload fanload, Channels channels, String cursor, int events) {

    private static final int PATIENCE_SECONDS = 120;

    /** Publishes so many events, and waits until the gateway has them. */
    public static Replaying prepare(Gateway gateway, Fanload fanload, int events) {
        Channels channels = Channels.fresh();
        String cursor = gateway.position();
        List<String> arguments = new ArrayList<>(gateway.subscribing(Way.WEBSOCKET, channels));
        arguments.addAll(gateway.publishing(channels));
        arguments.addAll(List.of("--n", "1", "--window", "100", "--count", Integer.toString(events)));
        arguments.addAll(List.of("--duration", Integer.toString(PATIENCE_SECONDS)));
        FanloadReport report = fanload.run(arguments);
        if (report.delivered() != events) {
            throw new IllegalStateException("Not all there to be read again: " + report);
        }
        return new Replaying(gateway, fanload, channels, cursor, events);
    }

    /** So many come back: the clock runs from the first connect until each has had everything. */
    public FanloadReport run(int subscribers) {
        List<String> arguments = new ArrayList<>(gateway.resuming(channels, cursor));
        arguments.addAll(List.of("--n", Integer.toString(subscribers), "--conc", Integer.toString(subscribers)));
        arguments.addAll(List.of("--expect", Integer.toString(events), "--drain", "20"));
        arguments.addAll(List.of("--server-pids", Long.toString(gateway.pids().get(0))));
        return fanload.run(arguments);
    }
}
