package io.fourways.bench.soak;

import io.fourways.bench.peer.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that behave alike.
 *
 * @param name      as the tables call them
 * @param way       how they read
 * @param size      how many they are
 * @param stream    what they read
 * @param behaviour what they do beside reading
 */
record Crowd(String name, Way way, int size, Stream stream, Behaviour behaviour) {

    /** What clients do beside reading what they are given. */
    enum Behaviour {
        STAYING,
        COMING_AND_GOING,
        LONG_AWAY,
        PAUSING,
        NEVER_READING
    }

    /** Who comes. */
    static List<Crowd> all() {
        List<Crowd> crowds = new ArrayList<>();
        for (Way way : List.of(Way.WEBSOCKET, Way.SSE)) {
            String ways = way == Way.WEBSOCKET ? "WebSockets" : "SSE streams";
            crowds.add(new Crowd(ways + " that stay", way, 50, Stream.PLAIN, Behaviour.STAYING));
            crowds.add(new Crowd(ways + " that come and go", way, 100, Stream.PLAIN, Behaviour.COMING_AND_GOING));
            crowds.add(new Crowd(ways + " that were long away", way, 40, Stream.PLAIN, Behaviour.LONG_AWAY));
            crowds.add(new Crowd(ways + " that read now and then", way, 20, Stream.PLAIN, Behaviour.PAUSING));
            crowds.add(new Crowd(ways + " that never read", way, 20, Stream.PLAIN, Behaviour.NEVER_READING));
            crowds.add(new Crowd(ways + " by pattern", way, 50, Stream.PATTERN, Behaviour.COMING_AND_GOING));
            crowds.add(new Crowd(ways + " by type", way, 50, Stream.TYPED, Behaviour.COMING_AND_GOING));
        }
        crowds.add(new Crowd("long polls", Way.LONG_POLL, 50, Stream.PLAIN, Behaviour.COMING_AND_GOING));
        crowds.add(new Crowd("short polls", Way.SHORT_POLL, 50, Stream.PLAIN, Behaviour.COMING_AND_GOING));
        return crowds;
    }

    /** As many of them as the plan lets come. */
    Crowd upTo(int hundredths) {
        return new Crowd(name, way, Math.max(1, size * hundredths / 100), stream, behaviour);
    }

    /** Whether they get everything in the end. */
    boolean isServed() {
        return behaviour != Behaviour.NEVER_READING;
    }

    /** How the load client is told. */
    List<String> arguments(Duration stay) {
        String seconds = Double.toString(stay.toMillis() / 1e3);
        List<String> arguments = new ArrayList<>(List.of("--n", Integer.toString(size), "--patience", "120"));
        arguments.addAll(
                switch (behaviour) {
                    case STAYING -> List.of();
                    case COMING_AND_GOING -> List.of("--churn", seconds);
                    case LONG_AWAY -> List.of("--churn", seconds, "--away", seconds);
                    case PAUSING -> List.of("--pause", seconds);
                    case NEVER_READING -> List.of("--stall", Integer.toString(size));
                });
        return arguments;
    }
}
