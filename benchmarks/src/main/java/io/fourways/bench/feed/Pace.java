package io.fourways.bench.feed;

import java.util.List;

/** How fast is published. */
public sealed interface Pace {

    /** So many that a server always has one to hand out. */
    Pace SATURATED = new InFlight(8);

    /** How the load client is told. */
    List<String> arguments();

    /** So many events a second, whatever becomes of them. */
    record Rate(double perSecond) implements Pace {

        @Override
        public List<String> arguments() {
            return List.of("--rate", Double.toString(perSecond));
        }
    }

    /** The next when one has reached everybody, so many on their way at a time. */
    record InFlight(int events) implements Pace {

        @Override
        public List<String> arguments() {
            return List.of("--window", Integer.toString(events));
        }
    }

    /** No events, and nobody asks for any. */
    record Nothing() implements Pace {

        @Override
        public List<String> arguments() {
            return List.of();
        }
    }

    /** One event at the beginning, then nothing more: subscribers ask in vain, each so often. */
    record InVain(int everyMillis) implements Pace {

        private static final String ONCE_IN_A_LONG_TIME = "0.0001";

        @Override
        public List<String> arguments() {
            return List.of("--rate", ONCE_IN_A_LONG_TIME, "--interval", Integer.toString(everyMillis));
        }
    }
}
