package io.fourways.bench.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long the gateway is treated badly, and how often how.
 *
 * @param length   for how long, of which the first fifth is the warm-up
 * @param sample   how often is looked at what it takes
 * @param storm    how often all leave at once and come back
 * @param outage   how often the broker is killed and started again
 * @param share    how many clients come, in hundredths of what the crowds say, but one of each crowd at least
 * @param stay     how long those stay who come and go; others are away or do not read for so long
 * @param plots    the folder that drawings are put into
 * @param jvm      the gateway's options
 */
public record SoakPlan(
        Duration length,
        Duration sample,
        Duration storm,
        Duration outage,
        int share,
        Duration stay,
        Path plots,
        List<String> jvm) {

    private static final int WARM_UP_PART = 5;

    /**
     * As the images have it, but for the memory, which is all touched at once, so that RSS does not grow with what is merely used of
     * it for the first time.
     */
    private static final List<String> JVM =
            List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    public SoakPlan {
        jvm = List.copyOf(jvm);
    }

    /** One of so many minutes. */
    static SoakPlan ofMinutes(int minutes, Path plots) {
        Duration length = Duration.ofMinutes(minutes);
        return new SoakPlan(
                length,
                shorter(Duration.ofSeconds(30), length.dividedBy(30)),
                shorter(Duration.ofMinutes(2), length.dividedBy(5)),
                shorter(Duration.ofMinutes(7), length.dividedBy(3)),
                100,
                Duration.ofSeconds(30),
                plots,
                JVM);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    Duration warmUp() {
        return length.dividedBy(WARM_UP_PART);
    }
}
