package io.fourways.bench.soak;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** What the command line asks for of the soak. */
public final class SoakOptions {

    private static final int MINUTES = 60;
    private static final int QUICK_MINUTES = 3;

    private SoakOptions() {}

    /** @throws IllegalArgumentException on anything unknown */
    public static SoakPlan parse(List<String> arguments) {
        int minutes = arguments.contains("--quick") ? QUICK_MINUTES : MINUTES;
        Path plots = Path.of("target", "plots");
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--quick" -> {}
                case "--minutes" -> minutes = minutes(value(option, rest));
                case "--plots" -> plots = Path.of(value(option, rest));
                default -> throw new IllegalArgumentException("Unknown option " + option);
            }
        }
        return SoakPlan.ofMinutes(minutes, plots);
    }

    private static int minutes(String value) {
        if (!value.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("--minutes wants a number above 0");
        }
        return Integer.parseInt(value);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return rest.next();
    }
}
