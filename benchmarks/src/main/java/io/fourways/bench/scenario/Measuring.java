package io.fourways.bench.scenario;

/** How a scenario is measured. */
public interface Measuring {

    /** What there is to say about it, as Markdown. */
    String measure(Arena arena) throws InterruptedException;
}
