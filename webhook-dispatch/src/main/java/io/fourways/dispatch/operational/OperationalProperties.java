package io.fourways.dispatch.operational;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When an endpoint is disabled.
 *
 * @param disableAfter how long every attempt must have failed, 5 days by default; with attempts all the while, never half of
 *                     it apart
 */
@Validated
@ConfigurationProperties("fourways.dispatch.operational")
public record OperationalProperties(
        @DefaultValue("5d") @DurationMin(seconds = 1) Duration disableAfter) {

    /** How far apart two failures may be that are of the same time of nothing but failures. */
    public Duration longestQuiet() {
        return disableAfter.dividedBy(2);
    }
}
