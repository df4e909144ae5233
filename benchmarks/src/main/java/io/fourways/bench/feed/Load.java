package io.fourways.bench.feed;

import io.fourways.bench.peer.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server is burdened with.
 *
 * @param way         how subscribers are served
 * @param subscribers how many
 * @param channels    how many of them there are, subscribers taking them in turn
 * @param pace        how fast is published
 */
public record Load(Way way, int subscribers, int channels, Pace pace) {

    /** To connect: a JVM that is not warm takes its time for 10,000 on a busy machine. */
    private static final String PATIENCE_SECONDS = "180";

    /** By a thousand; who has no answer when it is time to ask again lets that pass. */
    private static final int SOONER_THAN_ANSWERED_MILLIS = 10;

    /** The same with no more subscribers than that. */
    public Load atMost(int limit) {
        return new Load(way, Math.min(subscribers, limit), Math.min(channels, limit), pace);
    }

    /** The same with as much as the server can take. */
    Load atItsMost() {
        return new Load(way, subscribers, channels, most());
    }

    /** Of two events that came at once, long polls would be told in one answer. */
    private Pace most() {
        if (pace instanceof Pace.Rate) {
            return way == Way.LONG_POLL ? new Pace.InFlight(1) : Pace.SATURATED;
        }
        return pace instanceof Pace.InVain ? new Pace.InVain(SOONER_THAN_ANSWERED_MILLIS) : pace;
    }

    /** How the load client is told. */
    List<String> arguments(Duration warmUp, Duration length) {
        List<String> arguments = new ArrayList<>(List.of(
                "--patience", PATIENCE_SECONDS,
                "--n", Integer.toString(subscribers),
                "--channels", Integer.toString(channels),
                "--warmup", seconds(warmUp),
                "--duration", seconds(length)));
        arguments.addAll(pace.arguments());
        return arguments;
    }

    private static String seconds(Duration time) {
        return Double.toString(time.toMillis() / 1e3);
    }
}
