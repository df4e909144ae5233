package io.fourways.system.buffer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Leaks that are not ours to mend: buffers that the R2DBC driver for PostgreSQL makes, holds and, when a statement is
 * cancelled or its connection breaks, forgets. Nothing of ours ever sees one.
 *
 * @see <a href="https://github.com/pgjdbc/r2dbc-postgresql/issues/734">Parameters of a statement that is cancelled</a>
 * @see <a href="https://github.com/pgjdbc/r2dbc-postgresql/issues/580">Rows of a result that is cancelled</a>
 */
final class DriverLeaks {

    private static final String DRIVER = "io.r2dbc.postgresql.";
    private static final Pattern TOUCH = Pattern.compile("(?m)^(?=#\\d+:|Created at:)");
    private static final List<String> BETWEEN = List.of("io.netty.", "reactor.", "java.base/", "java.");
    /** What Netty writes above a stack, of the handler that a buffer was passed on to. */
    private static final String HINT = "Hint: ";

    private DriverLeaks() {}

    /**
     * Whether it is one: whoever touched the buffer, by way of Netty and Reactor, was the driver each time.
     *
     * @param records as Netty writes them: a heading for each touch, and its stack
     */
    static boolean is(String records) {
        List<String> touchedBy = TOUCH.splitAsStream(records)
                .flatMap(touch -> toucher(touch).stream())
                .toList();
        return !touchedBy.isEmpty() && touchedBy.stream().allMatch(frame -> frame.startsWith(DRIVER));
    }

    private static Optional<String> toucher(String touch) {
        return touch.lines()
                .filter(line -> line.startsWith("\t"))
                .map(String::strip)
                .filter(line -> !line.startsWith(HINT))
                .filter(frame -> BETWEEN.stream().noneMatch(frame::startsWith))
                .findFirst();
    }
}
