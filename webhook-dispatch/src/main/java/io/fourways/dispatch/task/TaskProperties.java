package io.fourways.dispatch.task;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How fast background tasks go.
 *
 * @param perSecond how many messages a second each makes due at most, 200 by default
 */
@Validated
@ConfigurationProperties("fourways.dispatch.tasks")
record TaskProperties(
        @DefaultValue("200") @Min(1) @Max(100_000) int perSecond) {}
