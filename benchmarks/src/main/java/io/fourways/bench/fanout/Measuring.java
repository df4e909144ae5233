package io.fourways.bench.fanout;

/** How a scenario is measured. */
interface Measuring {

    /** What there is to say about it, as Markdown. */
    String measure(Arena arena) throws InterruptedException;
}
