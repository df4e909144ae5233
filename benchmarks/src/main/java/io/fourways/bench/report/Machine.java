package io.fourways.bench.report;

/** What it was measured on. */
public final class Machine {

    private Machine() {}

    /** In one line. */
    public static String describe() {
        return "%d cores, Linux %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.version"),
                        Runtime.version().feature());
    }
}
