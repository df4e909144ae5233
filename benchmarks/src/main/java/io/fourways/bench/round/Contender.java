package io.fourways.bench.round;

import java.time.Duration;

/** What is measured beside others. */
public interface Contender {

    /** As the table calls it. */
    String name();

    /** Works for about so long. What cannot be measured fails. */
    Measurement measure(Duration length) throws InterruptedException;

    /** Works for about so long before it counts, so that it is then as fast as one that has been running for long. */
    default void warmUp(Duration length) throws InterruptedException {
        var unused = measure(length);
    }
}
