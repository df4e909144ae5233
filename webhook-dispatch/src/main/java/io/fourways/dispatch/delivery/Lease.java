package io.fourways.dispatch.delivery;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How long a claim holds, and how late within it a request may begin: so that it is over, and recorded, before anybody else
 * may claim the delivery.
 *
 * @param length         of the lease
 * @param longestRequest from the look-up of the name to the last byte of the answer
 */
record Lease(Duration length, Duration longestRequest) {

    /** For the claim to come back, and for the attempt to be recorded. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

    /** @throws InvalidConfigurationPropertyValueException when a request can take longer than the lease */
    static Lease of(Duration length, Duration longestRequest) {
        if (length.compareTo(longestRequest.plus(RESERVE)) < 0) {
            throw new InvalidConfigurationPropertyValueException(
                    "fourways.dispatch.delivery.lease",
                    length,
                    "must be at least " + longestRequest.plus(RESERVE).toSeconds()
                            + " seconds: what a request may take by fourways.dispatch.egress, and some to record it");
        }
        return new Lease(length, longestRequest);
    }

    boolean leavesTime(Instant now, Instant leaseUntil) {
        return !now.plus(longestRequest).isAfter(leaseUntil);
    }
}
