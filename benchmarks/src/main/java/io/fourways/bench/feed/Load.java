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

    /** The same with no more subscribers than that. */
    public Load atMost(int limit) {
        return new Load(way, Math.min(subscribers, limit), Math.min(channels, limit), pace);
    }

    /** The same with as much as the server can take. */
    Load atItsMost() {
        return new Load(way, subscribers, channels, way == Way.LONG_POLL ? pace.oneByOne() : pace.atItsMost());
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
