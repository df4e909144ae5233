package io.fourways.bench;

import io.fourways.bench.fanout.Scenario;
import io.fourways.bench.round.Plan;
import io.fourways.bench.round.Rounds;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** What the command line asks for. */
final class Options {

    static final String USAGE = """
            usage: bench <ingest | publish | dispatch | fanout | soak> [options]

              --rounds N       how often each is measured; default 3
              --seconds S      how long each time; default 10
              --warm-up S      how long each works before; default 16
              --connections N  how many requests are on their way at once; default 64
              --quick          one round of 2 seconds, hardly warm, on JVMs that hardly optimise: whether it works, not how
                               fast it is

            and of the fan-out:

              --scenario NAME  only this; may be repeated. There are: %s
              --connections N  how many subscribers there are at most; default 10,000
              --plots DIR      where drawings are put; default benchmarks/target/plots
              --quick          one round of 3 seconds of three scenarios, hardly warm: a first answer in about 3 minutes

            and of the soak, which has no rounds:

              --minutes N      how long; default 60
              --plots DIR      where drawings are put; default benchmarks/target/plots
              --quick          3 minutes
            """.formatted(Scenario.keys());

    private static final int ROUNDS = 3;
    private static final int SECONDS = 10;
    private static final int WARM_UP_SECONDS = 16;
    private static final int CONNECTIONS = 64;
    private static final int QUICK_SECONDS = 2;
    private static final List<String> SERVERS = List.of("-Xmx512m");
    private static final List<String> QUICK_SERVERS =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private Options() {}

    /** @throws IllegalArgumentException on anything that is not in {@link #USAGE} */
    static Plan parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        int count = quick ? 1 : ROUNDS;
        int seconds = quick ? QUICK_SECONDS : SECONDS;
        int warmUp = quick ? QUICK_SECONDS : WARM_UP_SECONDS;
        int connections = CONNECTIONS;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--quick" -> {}
                case "--rounds" -> count = positive(option, rest);
                case "--seconds" -> seconds = positive(option, rest);
                case "--warm-up" -> warmUp = positive(option, rest);
                case "--connections" -> connections = positive(option, rest);
                default -> throw new IllegalArgumentException("Unknown option " + option);
            }
        }
        Rounds rounds = new Rounds(count, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp));
        return new Plan(rounds, connections, quick ? QUICK_SERVERS : SERVERS);
    }

    private static int positive(String option, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(option + " wants a number above 0");
        }
        return Integer.parseInt(value);
    }
}
