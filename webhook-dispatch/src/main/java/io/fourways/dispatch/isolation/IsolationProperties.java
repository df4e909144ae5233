package io.fourways.dispatch.isolation;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of a dispatcher one endpoint may have, and when it is left alone.
 *
 * @param concurrency deliveries under way to an endpoint at once, from each dispatcher, unless it has a number of its own; 10
 *                    by default
 * @param inFlight    deliveries under way from a dispatcher altogether, 4,096 by default; a large payload counts as several, as
 *                    does what may be kept of an answer beyond 16 KB.
 *                    An app has at most as many as are free, so never more than half. An endpoint that has none under way
 *                    gets one beyond it, as long as those are not as many again
 * @param failures    how many attempts in a row must fail before an endpoint's circuit breaker opens, 10 by default
 * @param openFor     how long it stays open at first, 10 seconds by default; then one attempt is let through, and if that
 *                    fails, or the circuit breaker opens again within the ramp, it stays open twice as long, with up to a
 *                    quarter more at random
 * @param longestOpen but no longer than that, 5 minutes by default
 * @param ramp        how long after it has closed an endpoint is spared: one delivery in the first second, and more and more
 *                    until there is no limit any more, 1 minute by default
 */
@Validated
@ConfigurationProperties("fourways.dispatch.isolation")
public record IsolationProperties(
        @DefaultValue("10") @Min(1) int concurrency,
        @DefaultValue("4096") @Min(1) int inFlight,
        @DefaultValue("10") @Min(1) int failures,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration openFor,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration longestOpen,
        @DefaultValue("1m") @DurationMin(millis = 1) Duration ramp) {}
