package io.fourways.standalone;

/**
 * How the process ends: what runs is stopped in order, and the exit status is the one decided, or 0 when a signal asked
 * for the end (the JVM alone would answer SIGTERM with 143, which a supervisor takes for a failure).
 */
public final class Termination {

    private final Runnable stop;
    private volatile boolean decided;

    private Termination(Runnable stop) {
        this.stop = stop;
    }

    /** From now on, whatever ends the process stops the given things first. */
    public static Termination stopping(Runnable stop) {
        Termination termination = new Termination(stop);
        Runtime.getRuntime().addShutdownHook(new Thread(termination::end, "fourways-stop"));
        return termination;
    }

    /** Ends the process with a status. */
    public void exit(int status) {
        decided = true;
        System.exit(status);
    }

    private void end() {
        stop.run();
        if (!decided) {
            Runtime.getRuntime().halt(0);
        }
    }
}
