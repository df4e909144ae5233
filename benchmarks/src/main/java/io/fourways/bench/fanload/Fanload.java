package io.fourways.bench.fanload;

import io.fourways.bench.compiled.CompiledProgram;
import io.fourways.system.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The load client: one process with one thread for all connections, a few microseconds a delivery.
 *
 * @param program where it is
 */
public record Fanload(Path program) {

    private static final Path LOGS = Path.of("target", "fanload");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Its exit value when all went well but for what was lost, doubled or out of order. */
    private static final int NOT_WHOLE = 3;

    /** Ready to run. */
    public static Fanload compiled() {
        return new Fanload(CompiledProgram.of("fanload", "amqp"));
    }

    /** Runs to its end. */
    public FanloadReport run(List<String> arguments) {
        return start(arguments).await();
    }

    /** Runs beside what the caller does. */
    public Running start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path log =
                LOGS.resolve("run-%d-%04d.log".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet()));
        return new Running(ChildProcess.start(new ProcessBuilder(command), log), log);
    }

    /** A run that goes on. */
    public static final class Running {

        private final ChildProcess process;
        private final Path log;

        private Running(ChildProcess process, Path log) {
            this.process = process;
            this.log = log;
        }

        /** Has all of its followers leave at once, and come back. */
        public void storm() {
            process.signal("USR1");
        }

        /** Whether it still runs. */
        public boolean isAlive() {
            return process.isAlive();
        }

        /** Ends it if it still runs. */
        public void kill() {
            process.kill9();
        }

        /** Has followers wait for what is still to come, and then end. */
        public void tellToEnd() {
            process.signal("TERM");
        }

        /** What followers have to say when they have ended. */
        public FollowReport followed() {
            return FollowReport.parse(output());
        }

        /** What it has to say when it has ended. */
        public FanloadReport await() {
            return FanloadReport.parse(output());
        }

        private String output() {
            int exit = process.awaitEnd(PATIENCE);
            if (exit != 0 && exit != NOT_WHOLE) {
                throw new IllegalStateException(
                        "The load ended with %d, see %s: %s".formatted(exit, log, process.output()));
            }
            return process.output();
        }
    }
}
