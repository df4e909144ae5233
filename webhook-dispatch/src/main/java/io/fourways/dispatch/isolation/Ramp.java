package io.fourways.dispatch.isolation;

import java.time.Duration;

/**
 * How many deliveries may have begun by some time after a circuit breaker has closed: the rate begins at one a second and
 * doubles {@value #DOUBLINGS} times until the ramp is over. What has waited all the while comes by and by.
 *
 * @param length of the whole ramp
 */
record Ramp(Duration length) {

    private static final int DOUBLINGS = 10;
    private static final double NANOS = 1e9;

    boolean isOver(Duration elapsed) {
        return elapsed.compareTo(length) >= 0;
    }

    /** What the rate adds up to, and one at once. */
    long begun(Duration elapsed) {
        double seconds = length.toNanos() / NANOS / DOUBLINGS;
        double doublings = Math.max(0, elapsed.toNanos()) / NANOS / seconds;
        return 1 + (long) (seconds / Math.log(2) * (Math.pow(2, doublings) - 1));
    }
}
